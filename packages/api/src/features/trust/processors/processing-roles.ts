import { Field, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { PURPOSES, type Purpose, PurposeChoice } from '../../../kernel/personal-data.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { ProcessingParty, ProcessingRelation, rolesOf } from './roles-of.ts';

@ObjectType()
class ProcessingRole {
  @Field(() => ProcessingParty) party!: ProcessingParty;
  @Field(() => String, {
    nullable: true,
    description: 'Its name; none where it is each reseller, or each company.',
  })
  name!: string | null;
}

@ObjectType()
class ProcessingRoles {
  @Field(() => ProcessingRelation) relation!: ProcessingRelation;
  @Field(() => PurposeChoice) purpose!: Purpose;
  @Field(() => String, { description: 'The purpose in words.' }) what!: string;
  @Field(() => String, { description: 'The lawful basis of whoever decides it, in words.' }) basis!: string;
  @Field(() => ProcessingRole, { description: 'Who decides what for, and how.' }) controller!: ProcessingRole;
  @Field(() => ProcessingRole, { nullable: true, description: 'Who acts on its instructions.' })
  processor!: ProcessingRole | null;
  @Field(() => ProcessingRole, { nullable: true, description: 'Who acts for the processor.' })
  subProcessor!: ProcessingRole | null;
  @Field(() => String, { description: 'Why the controller is: what it does, in words.' }) because!: string;
}

const BASES = {
  CONTRACT: 'Contract',
  LEGAL_OBLIGATION: 'Legal obligation',
  LEGITIMATE_INTERESTS: 'Legitimate interests',
  CONSENT: 'Consent',
};

/** The relations of whoever asks. */
function relationsOf(level: string, direct: boolean): ProcessingRelation[] {
  switch (level) {
    case 'PLATFORM':
      return Object.values(ProcessingRelation);
    case 'RESELLER':
      return ['PLATFORM_RESELLER', 'RESELLER_COMPANY', 'COMPANY_END_USER'];
    case 'COMPANY':
      return [direct ? 'PLATFORM_COMPANY' : 'RESELLER_COMPANY', 'COMPANY_END_USER'];
    default:
      return ['COMPANY_END_USER'];
  }
}

interface Here {
  direct: boolean;
  reseller: string;
  company: string | null;
  platform: string;
}

/** Who is controller and who processor, for whoever asks, relation by relation and purpose by purpose. [D1] */
export const processingRoles = view({
  name: 'processingRoles',
  permission: 'PROCESSING_READ',
  input: input('ProcessingRolesInput', {}),
  type: () => [ProcessingRoles],
  async run(scope): Promise<ProcessingRoles[]> {
    const { level } = memberOf(scope.actor);
    const { direct, ...names } = await here(scope);
    const nameOf: Record<ProcessingParty, string | null> = {
      PLATFORM: names.platform,
      RESELLER: level === 'PLATFORM' ? null : names.reseller,
      COMPANY: names.company,
    };
    const called = <P extends ProcessingParty | null>(party: P) =>
      (party && { party, name: nameOf[party as ProcessingParty] }) as P extends null ? null : ProcessingRole;
    return relationsOf(level, direct).flatMap((relation) =>
      Object.values(PurposeChoice).flatMap((purpose) => {
        const roles = rolesOf(relation, purpose, direct && level !== 'PLATFORM' ? 'PLATFORM' : 'RESELLER');
        if (!roles) return [];
        const { controller, processor, subProcessor, because } = roles;
        return {
          ...{ relation, purpose, because, what: PURPOSES[purpose].words },
          basis: `${BASES[PURPOSES[purpose].basis]}: ${PURPOSES[purpose].because}`,
          controller: called(controller),
          processor: called(processor),
          subProcessor: called(subProcessor),
        };
      }),
    );
  },
});

async function here(scope: Scope): Promise<Here> {
  const { resellerId, companyId } = memberOf(scope.actor);
  const [found] = await scope.sql<Here>(
    `select r.is_platform as direct, r.name as reseller, c.name as company, o.name as platform
       from reseller r cross join operator_of_all() o left join company c on c.id = $2 where r.id = $1`,
    [resellerId, companyId],
  );
  if (!found) throw new Error('Whoever asks is of no tenant.');
  return found;
}
