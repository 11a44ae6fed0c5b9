import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { instantDate } from '../../../lib/format.ts';
import { words } from '../../../lib/words.ts';

/** What a list, the calendar and a page show of a request. */
export const rightsRow = graphql(`
  fragment RightsRow on RightsRequest @_unmask {
    id
    reference
    kind
    status
    receivedOn
    dueOn
    daysLeft
    paused
    extended
    acknowledgedAt
    closedAt
    personName
    endUser {
      id
      displayName
    }
    company {
      id
      name
    }
  }
`);
export type RightsRow = ResultOf<typeof rightsRow>;
export type Kind = RightsRow['kind'];
export type Status = RightsRow['status'];

export const KINDS: Record<Kind, string> = {
  KNOW: 'To know what is done',
  ACCESS: 'To see the data',
  COPY: 'A copy to take away',
  CORRECT: 'To correct',
  RESTRICT: 'To restrict',
  OBJECT: 'To object',
  ERASE: 'To erase',
  COMPLAIN: 'Complaint',
};
/** What each means to whoever asks. */
export const KIND_HINTS: Record<Kind, string> = {
  KNOW: 'What is kept about you, why, for how long, and who is given it.',
  ACCESS: 'Everything that is kept about you, to look at.',
  COPY: 'Your data in files that a computer can read, to take elsewhere.',
  CORRECT: 'Something that is kept about you is wrong or missing.',
  RESTRICT: 'Your data is kept, but not used, until something is settled.',
  OBJECT: 'You do not want your data to be used for something.',
  ERASE: 'What is kept about you is to go, where nothing asks for it to be kept.',
  COMPLAIN: 'Something was done with your data that should not have been.',
};
export const kindOptions = (Object.keys(KINDS) as Kind[]).map((value) => ({ value, label: KINDS[value] }));

export const STATUSES: Record<Status, string> = {
  RECEIVED: 'Received',
  AWAITING_IDENTITY: 'Waits for identity',
  AWAITING_CLARIFICATION: 'Waits for an answer',
  IN_PROGRESS: 'In progress',
  COMPLETED: 'Completed',
  REFUSED: 'Refused',
  WITHDRAWN: 'Withdrawn',
};
/** The colours of `StateBadge` for it. */
export const STATUS_STATES: Record<Status, string> = {
  RECEIVED: 'QUEUED',
  AWAITING_IDENTITY: 'WAITING',
  AWAITING_CLARIFICATION: 'WAITING',
  IN_PROGRESS: 'RUNNING',
  COMPLETED: 'DONE',
  REFUSED: 'DECLINED',
  WITHDRAWN: 'WITHDRAWN',
};
export const CHANNELS = {
  ACCOUNT: 'Signed in',
  FORM: 'Public form',
  EMAIL: 'E-mail',
  TELEPHONE: 'Telephone',
  LETTER: 'Letter',
  IN_PERSON: 'In person',
} as const;
export const METHODS = {
  SIGNED_IN: 'Was signed in',
  KNOWN: 'Is known to us',
  DOCUMENT_SEEN: 'Showed a document',
} as const;
export const REGIONS = {
  ENGLAND_AND_WALES: 'England and Wales',
  SCOTLAND: 'Scotland',
  NORTHERN_IRELAND: 'Northern Ireland',
} as const;
export const EVENTS = {
  OPENED: 'Received',
  IDENTITY_ASKED: 'Asked who they are',
  IDENTITY_CONFIRMED: 'Identity confirmed',
  CLARIFICATION_ASKED: 'Asked what is meant',
  CLARIFIED: 'Answered what is meant',
  EXTENDED: 'Extended by two months',
  ACKNOWLEDGED: 'Acknowledged',
  DUE_SOON: 'Reminded: due soon',
  OVERDUE: 'Reminded: overdue',
  COMPLETED: 'Completed',
  REFUSED: 'Refused',
  WITHDRAWN: 'Withdrawn',
} as const;

export const personOf = ({ endUser, personName }: Pick<RightsRow, 'endUser' | 'personName'>): string =>
  endUser?.displayName ?? personName ?? 'Somebody who has left';

/** How much time there is, in words. */
export function timeLeft({
  daysLeft,
  paused,
  closedAt,
}: Pick<RightsRow, 'daysLeft' | 'paused' | 'closedAt'>): string {
  if (daysLeft === null) return closedAt ? `Closed ${instantDate(closedAt)}` : 'Closed';
  if (paused) return 'Time stands still';
  if (daysLeft < 0) return daysLeft === -1 ? 'A day overdue' : `${-daysLeft} days overdue`;
  if (daysLeft === 0) return 'Due today';
  return daysLeft === 1 ? 'A day left' : `${daysLeft} days left`;
}

const SAID: Record<string, Readonly<Record<string, string>>> = {
  kind: KINDS,
  status: STATUSES,
  channel: CHANNELS,
  identityMethod: METHODS,
};
/** A value in the audit log, as these pages say it. */
export const saidOf = (field: string, value: string): string | undefined =>
  SAID[field]?.[value] ?? (field === 'state' ? words(value) : undefined);
