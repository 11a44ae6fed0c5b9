import type { FieldError, PlainDate } from '@steward/shared';
import type { Subject } from './audit.ts';
import type { Permission } from './permission.ts';
import type { Scope } from './scope.ts';

/**
 * What becomes of something that a person holds when they leave: taken from them, left with them, given to somebody else, or kept for
 * some days more while what reaches it is passed on to others.
 */
export type Fate = 'END' | 'KEEP' | 'HAND_OVER' | 'PASS_ON';

/** How what reaches somebody who has left is passed on to those who stay. */
export interface PassedOn {
  /** The last day. */
  until: PlainDate;
  forwardToId: string | null;
  delegateIds: readonly string[];
  reply: string | null;
}

/** Somebody who leaves, in their company. */
export interface Holder {
  resellerId: string;
  companyId: string;
  endUserId: string;
}

/** One thing that they hold. */
export interface HeldThing {
  id: string;
  toEndUserId: string | null;
  mail: PassedOn | null;
}

/** What was done with several at once: which of them, by id, and what the audit log is told. */
export interface Done {
  ids: readonly string[];
  subjects: readonly Subject[];
}

type Act = (scope: Scope, holder: Holder, things: readonly HeldThing[]) => Promise<Done>;

/**
 * A kind of thing that people hold: features declare theirs, so that whoever looks after somebody's leaving sees all of it and
 * knows of no table. What is done is done with all of a kind in one statement; what is not theirs any more is left alone. [U5]
 */
export interface Held {
  /** Such as DEVICE. */
  kind: string;
  /** What people call several of them. */
  label: string;
  /** The tables, with a column for an end user, that it accounts for. */
  tables: readonly string[];
  /** Who may decide what becomes of it. */
  permission: Permission;
  /** What may become of it, in words for whoever chooses; the first is what usually does. */
  choices: readonly (readonly [Fate, words: string])[];
  /**
   * SQL of what the end user `$1` of the company `$2` holds who leaves after the day `$3`: id, name, detail (or null), and `fixed`,
   * which says why nothing else than KEEP can be chosen (or null); of what can be passed on also `limits`, JSON of what of that has
   * to be done by hand, by part.
   */
  held: string;
  /** Passes on what reaches it. */
  passOn?: {
    permission: Permission;
    /** What stands in the way, at the field of `PassedOn`. */
    judge: (scope: Scope, holder: Holder, passed: PassedOn) => Promise<readonly FieldError[]>;
    /** What of it has to be done by hand, in words. */
    byHand: (limits: Readonly<Record<string, string>>, passed: PassedOn) => readonly string[];
    act: Act;
  };
  /** Takes it from them. A kind without it ends by an order. */
  end?: Act;
  /** Gives it to `toEndUserId` of each. */
  handOver?: Act;
  /** Takes back, as far as it can, what was done: the ids of what is with them again. */
  restore?: Act;
}
