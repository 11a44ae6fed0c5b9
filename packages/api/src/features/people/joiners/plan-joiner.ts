import { type FieldError, localDate } from '@steward/shared';
import { Field, ID, ObjectType } from 'type-graphql';
import { input } from '../../../kernel/input.ts';
import { Problem } from '../../../kernel/problem.ts';
import { GraphQLDate, GraphQLMinor } from '../../../kernel/scalars.ts';
import { verb } from '../../../kernel/verb.ts';
import { paidIn } from '../../platform/tenancy/index.ts';
import { OrderApprover } from '../../trade/orders/index.ts';
import { chosenCompany } from '../directory/index.ts';
import { type Joined, join, joinerRules } from './join.ts';

@ObjectType()
export class JoinerProblem {
  @Field(() => String, { description: 'The field of the input, such as email or services.0.productId.' })
  path!: string;
  @Field(() => String) message!: string;
}

@ObjectType()
export class JoinerService {
  @Field(() => ID) productId!: string;
  @Field(() => String) product!: string;
  @Field(() => GraphQLMinor) monthlyMinor!: number;
}

/** What somebody's joining would come to. */
@ObjectType()
export class PlannedJoiner {
  @Field(() => GraphQLDate) startsOn!: string;
  @Field(() => [JoinerService]) services!: JoinerService[];
  @Field(() => GraphQLMinor, {
    description: 'By how much it raises what the company pays a month, without VAT.',
  })
  monthlyMinor!: number;
  @Field(() => GraphQLMinor, {
    description: 'What it adds to the first invoice on which it shows, without VAT.',
  })
  firstInvoiceMinor!: number;
  @Field(() => GraphQLMinor, {
    nullable: true,
    description: 'By how much it raises what the reseller pays the platform; not shown below the reseller.',
  })
  monthlyCostMinor!: number | null;
  @Field(() => String) currency!: string;
  @Field(() => String, { nullable: true, description: 'Of what the reseller pays.' })
  costCurrency!: string | null;
  @Field(() => [OrderApprover], { description: 'Whose approval the order for the services would wait for.' })
  awaits!: OrderApprover[];
  @Field(() => Boolean, { description: 'Whether they would be invited to sign in.' }) invites!: boolean;
  @Field(() => [JoinerProblem]) problems!: JoinerProblem[];
}

/**
 * Shows what somebody's joining would come to, and what stands in its way. It is done by what does it in earnest, and taken back:
 * nothing is left of it. [U5]
 */
export const planJoiner = verb({
  name: 'planJoiner',
  description:
    'What somebody would begin with, what it comes to and what stands in its way; nothing is changed.',
  permission: 'END_USER_WRITE',
  input: input('PlanJoinerInput', joinerRules()),
  async run(scope, given, services): Promise<{ result: PlannedJoiner; subject: null }> {
    await scope.sql('savepoint joiner');
    const problems: FieldError[] = [];
    let joined: Joined | undefined;
    try {
      joined = await join(scope, given, services, { planned: true });
      problems.push(...problemsOf(joined, given));
    } catch (error) {
      if (!(error instanceof Problem) || !['INVALID_INPUT', 'CONFLICT'].includes(error.code)) throw error;
      problems.push(
        ...(error.fields.length ? error.fields : [{ path: 'templateId', message: error.message }]),
      );
    } finally {
      await scope.sql('rollback to savepoint joiner');
    }
    const { money } = joined ?? {};
    const paid = await paidIn(scope, (await chosenCompany(scope, given.companyId)).id);
    return {
      result: {
        startsOn: joined?.startsOn ?? given.startsOn ?? localDate(scope.now),
        services: (money?.judged ?? []).map(({ productId, product, quantity, unitMinor }) => ({
          productId,
          product,
          monthlyMinor: quantity * unitMinor,
        })),
        monthlyMinor: money?.retail.monthlyMinor ?? 0,
        firstInvoiceMinor: money?.retail.firstInvoiceMinor ?? 0,
        monthlyCostMinor: money?.cost?.monthlyMinor ?? null,
        currency: paid.currency,
        costCurrency: money?.cost ? paid.costCurrency : null,
        awaits: money?.awaits ?? [],
        invites: joined?.invites ?? false,
        problems,
      },
      subject: null,
    };
  },
});

/** What stands in the way of somebody who could be entered, at the fields of the input. */
export function problemsOf(
  { money, invites, needsAddress, lines }: Joined,
  { email }: { email: string | null },
): FieldError[] {
  // It is said once, at the field that is empty.
  const unreached = new Set(
    needsAddress.map(({ id }) => `lines.${lines.findIndex(({ productId }) => productId === id)}.endUserId`),
  );
  const why = [...needsAddress.map(({ name }) => name), ...(invites ? ['the invitation'] : [])];
  const missing =
    email === null && why.length
      ? [
          {
            path: 'email',
            message: `Must be filled in: ${new Intl.ListFormat('en-GB').format(why)} ${why.length > 1 ? 'need' : 'needs'} one.`,
          },
        ]
      : [];
  const others = (money?.problems ?? [])
    .filter(({ path }) => !unreached.has(path))
    // Who it is for is the person: what is wrong with that is wrong with the service for them.
    .map(({ path, message }) => ({
      path: path.replace(/^lines/, 'services').replace(/endUserId$/, 'productId'),
      message,
    }));
  return [...missing, ...others];
}
