import { Field, ID, ObjectType } from 'type-graphql';
import { GraphQLDate } from '../../../kernel/scalars.ts';
import { added, type Class, Computed } from '../../../kernel/table.ts';
import { isMailbox } from '../../trade/catalogue/index.ts';
import { Subscription } from '../../trade/subscriptions/index.ts';
import { mailLimits } from './mail-limits.ts';

/** A colleague who gets mail of somebody else. */
@ObjectType()
export class MailReader {
  @Field(() => ID) id!: string;
  @Field(() => String) displayName!: string;
}

/** How the mail of a mailbox is passed on. */
@ObjectType('PassedMail')
export class PassedMailShown {
  @Field(() => GraphQLDate) startsOn!: string;
  @Field(() => GraphQLDate, { nullable: true, description: 'The day after the last.' }) endsOn!:
    | string
    | null;
  @Field(() => Boolean, { description: 'Whether its day has come.' }) inForce!: boolean;
  @Field(() => MailReader, { nullable: true, description: 'To whom it is forwarded.' })
  forwardTo!: MailReader | null;
  @Field(() => [MailReader], { description: 'Who may open the mailbox.' }) delegates!: MailReader[];
  @Field(() => String, { nullable: true, description: 'What is replied to whoever writes.' })
  reply!: string | null;
}

/** A part of passing mail on that the connector of a mailbox cannot bring about. */
@ObjectType()
export class MailLimit {
  @Field(() => String, { description: 'forwardTo, delegates or reply.' }) part!: string;
  @Field(() => String, { description: 'What people are told.' }) message!: string;
}

/** SQL: passed mail `mail` says anything: it is passed on, or is to be. */
export const isPassedOn = (mail: string): string =>
  `(${mail}.reply is not null or exists (select from mail_recipient t where t.passed_mail_id = ${mail}.id and not t.withdrawn))`;

/** SQL: the mail of subscription `subscription` is passed on, or is to be. */
export const hasPassedMail = (subscription: string): string =>
  `exists (select from passed_mail m where m.subscription_id = ${subscription}.id and ${isPassedOn('m')})`;

const readers = (which: 'forwards' | 'opens'): string =>
  `select jsonb_agg(jsonb_build_object('id', w.id, 'displayName', w.first_name || ' ' || w.last_name) order by w.last_name, w.first_name)
    from mail_recipient t join end_user w on w.id = t.end_user_id where t.passed_mail_id = m.id and not t.withdrawn and t.${which}`;

const levels = ['PLATFORM', 'RESELLER', 'COMPANY'] as const;

/** What a subscription says of its mail. */
export const mailFields: Class[] = [
  added(
    Subscription,
    'hasMail',
    Computed(
      () => Boolean,
      (row) =>
        `select ${isMailbox('p')} and ${row}.end_user_id is not null from product p where p.id = ${row}.product_id`,
      { levels, description: 'Whether it is the mailbox of a person, whose mail can be passed on.' },
    ),
  ),
  added(
    Subscription,
    'passedMail',
    Computed(
      () => PassedMailShown,
      (row) =>
        `select jsonb_build_object('startsOn', m.starts_on, 'endsOn', m.ends_on, 'inForce', m.in_force, 'reply', m.reply,
            'forwardTo', (${readers('forwards')}) -> 0, 'delegates', coalesce((${readers('opens')}), '[]'))
          from passed_mail m where m.subscription_id = ${row}.id and ${isPassedOn('m')}`,
      { levels, nullable: true, description: 'How its mail is passed on; none: it is for whom it is for.' },
    ),
  ),
  added(
    Subscription,
    'mailLimits',
    Computed(
      () => [MailLimit],
      (row) =>
        `select coalesce(jsonb_agg(jsonb_build_object('part', l.key, 'message', l.value) order by l.key), '[]')
          from product p cross join jsonb_each_text(${mailLimits('p')}) l where p.id = ${row}.product_id`,
      { levels, description: 'What of passing mail on has to be done by hand.' },
    ),
  ),
];
