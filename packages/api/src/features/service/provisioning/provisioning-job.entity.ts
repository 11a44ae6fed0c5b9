import { Field, ID, ObjectType } from 'type-graphql';
import { GraphQLDateTime } from '../../../kernel/scalars.ts';
import {
  Choice,
  Computed,
  column,
  Document,
  enumeration,
  Key,
  Many,
  Moment,
  One,
  Ref,
  Sealed,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { EndUser } from '../../people/directory/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { ConnectorKind } from '../../trade/catalogue/index.ts';
import { Subscription } from '../../trade/subscriptions/index.ts';
import { aheadOf } from './job-conditions.ts';
import { whyNotSentAgain } from './sent-message.ts';
import { TaskSide } from './task-template.entity.ts';

export const ProvisioningAction = enumeration('ProvisioningAction', {
  PROVISION: 'PROVISION',
  CHANGE: 'CHANGE',
  CORRECT: 'CORRECT',
  DEPROVISION: 'DEPROVISION',
});
export type ProvisioningAction = keyof typeof ProvisioningAction;
/** WAITING: a task for staff. RETRYING: failed, tried again by itself. PARKED: given up until someone asks to retry. */
export const ProvisioningState = enumeration('ProvisioningState', {
  QUEUED: 'QUEUED',
  WAITING: 'WAITING',
  RUNNING: 'RUNNING',
  RETRYING: 'RETRYING',
  PARKED: 'PARKED',
  DONE: 'DONE',
  CANCELLED: 'CANCELLED',
});
export type ProvisioningState = keyof typeof ProvisioningState;

const tenant = { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' } as const;

/** One thing that an attempt has done at the other side. */
@ObjectType()
export class ProvisioningStep {
  @Field(() => String, { description: 'By the connector’s own word.' }) name!: string;
  @Field(() => String) words!: string;
  @Field(() => Boolean, { description: 'False: this is where the attempt failed.' }) done!: boolean;
}

/** One thing that has to be done in a task. */
@ObjectType()
export class TaskItem {
  @Field(() => String) words!: string;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null: it is still to be done.' })
  doneAt!: Date | null;
  @Field(() => ID, { nullable: true, description: 'The membership of who ticked it.' })
  doneById!: string | null;
  @Field(() => String, { nullable: true }) doneByName!: string | null;
}

/** A job that another waits for. */
@ObjectType()
export class JobAhead {
  @Field(() => ID) id!: string;
  @Field(() => ProvisioningAction) action!: ProvisioningAction;
  @Field(() => ProvisioningState) state!: ProvisioningState;
  @Field(() => String, { description: 'What it is about.' }) product!: string;
}

/** Who does tasks by hand sees how far they are; a customer sees when to expect them. */
const DOERS = ['PLATFORM', 'RESELLER'] as const;

/** One try of a job, kept as evidence. */
@Table('provisioning_attempt', {
  data: {
    called: 'attempt at setting up',
    kept: 'ADD_ON',
    since: 'at',
    ends: 'row',
    END_USER: { for: 'SERVING', IDENTITY: 'steps', CONTENT: 'detail', SERVICE: 'outcome' },
    none: 'at durationMs',
  },
  area: 'services',
  tenant,
  place: 'where it happened',
  begins: 'even while suspended: jobs that are under way go on',
  may: { platform: 'si', reseller: 'si', company: 's', worker: 'si' },
  // What a reseller has done by hand is all that it notes.
  writes: { reseller: `outcome = 'DONE' and duration_ms is null` },
})
export class ProvisioningAttempt {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Ref() jobId!: string;
  @Moment() at!: Date;
  @Text({
    description:
      'DONE, REFUSED, GONE, UNAVAILABLE, TIMEOUT, NETWORK, THROTTLED, UNSETTLED, NOT_SENT or INTERRUPTED.',
  })
  outcome!: string;
  @Sealed({ nullable: true, levels: ['PLATFORM'], description: 'For staff: what exactly the target said.' })
  detail!: string | null;
  @Whole({ nullable: true }) durationMs!: number | null;
  @Document(() => [ProvisioningStep], { description: 'What was done, in its order.' })
  steps!: readonly ProvisioningStep[];
}

/** What it takes to make the observed state of a subscription the desired one, through its connector. [P1] */
@Table('provisioning_job', {
  data: {
    called: 'setting up of a service',
    kept: 'ADD_ON',
    since: 'finishedAt',
    ends: 'values',
    emptied: { checklist: `'[]'` },
    END_USER: { for: 'SERVING', CONTENT: 'body message checklist', SERVICE: 'action state' },
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'assigneeName' },
    none: 'connector attempts nextAttemptAt leasedAt reason createdAt finishedAt fault turnAt taskOf dueAt assignedAt',
  },
  area: 'services',
  tenant,
  place: 'with its company',
  begins: 'even while suspended: services that there are go on and end',
  may: { platform: 'siu', reseller: 'siu', company: 'siu', worker: 'siu', gate: 'su' },
  changes: { gate: ['turnAt'] },
  impersonal: ['state'],
})
export class ProvisioningJob {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Ref() subscriptionId!: string;
  @Choice(ProvisioningAction) action!: ProvisioningAction;
  @Choice(ConnectorKind) connector!: ConnectorKind;
  /** The one it goes to; none for what is done by hand. */
  @Ref({ nullable: true }) connectorId!: string | null;
  @Choice(ProvisioningState) state!: ProvisioningState;
  @Whole() attempts!: number;
  @Moment({ nullable: true }) nextAttemptAt!: Date | null;
  /** Since when a worker has been at it; with the state RUNNING it is that worker's lease. */
  @Moment({ nullable: true, api: false }) leasedAt!: Date | null;
  /** What is sent, from the first attempt until it is done: an attempt that comes again must say the same. */
  @Sealed({ nullable: true, api: false }) body!: string | null;
  /** What was last sent; kept a while longer, so that it can be sent again as it was. */
  @Sealed({ nullable: true, api: false }) message!: string | null;
  @Text({ nullable: true, description: 'Why it waits, is tried again or was parked.' }) reason!:
    | string
    | null;
  @Text({ nullable: true, description: 'How the last attempt ended, if it did not succeed.' })
  fault!: string | null;
  /** When its connector has time for it, of which there is so much in a minute. */
  @Moment({ nullable: true, api: false }) turnAt!: Date | null;
  @Choice(TaskSide, { nullable: true, description: 'Who does it, of what is done by hand.' })
  taskOf!: TaskSide | null;
  @Moment({ nullable: true, description: 'By when it is to be done by hand.' }) dueAt!: Date | null;
  @column('uuid', () => ID, {
    nullable: true,
    levels: DOERS,
    description: 'The membership of who has the task.',
  })
  assigneeId!: string | null;
  @Text({ nullable: true, levels: DOERS }) assigneeName!: string | null;
  @Moment({ nullable: true, levels: DOERS }) assignedAt!: Date | null;
  @Document(() => [TaskItem], { levels: DOERS, description: 'What has to be done, in its order.' })
  checklist!: readonly TaskItem[];
  @Moment() createdAt!: Date;
  @Moment({ nullable: true }) finishedAt!: Date | null;

  @One(() => Subscription, 'subscriptionId') subscription!: Subscription;
  @One(() => Company, 'companyId') company!: Company;
  @One(() => EndUser, 'endUserId', { nullable: true }) endUser!: EndUser | null;
  @Many(() => ProvisioningAttempt, 'jobId', 'at') attemptLog!: ProvisioningAttempt[];
  @Computed(() => JobAhead, aheadOf, {
    nullable: true,
    description: 'What is to be done before it can be attempted; null: nothing.',
  })
  waitsFor!: JobAhead | null;
  @Computed(() => String, whyNotSentAgain, {
    nullable: true,
    levels: ['PLATFORM'],
    description: 'Why its message cannot be sent again, if it cannot.',
  })
  notSentAgain!: string | null;
}
