import type { z } from 'zod';
import type { ConnectorKind } from '../../trade/catalogue/index.ts';
import type { MailPart, PassedOn } from './mail-parts.ts';

/** What the other side is to have for one subscription: all that a connector is ever told. */
export interface Wanted {
  readonly subscriptionId: string;
  readonly reference: string;
  readonly productCode: string;
  readonly quantity: number;
  /** What the product asks to be chosen, such as a quota, by name. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** Not in use while its customer does not pay; it is to be kept as it is. */
  readonly suspended: boolean;
  /** Outgoing calls are barred, except to emergency and free numbers. */
  readonly callsBarred: boolean;
  /** Whom it is for; null: the company as a whole. */
  readonly person: {
    readonly id: string;
    readonly givenName: string;
    readonly familyName: string;
    /** The primary address. */
    readonly address: string | null;
    /** Their other addresses. */
    readonly aliases: readonly string[];
    /** The person is, or all that they have there. */
    readonly suspended: boolean;
  } | null;
  /** How the mail of a mailbox is passed on; empty of what is none. */
  readonly mail: PassedOn;
  readonly company: {
    readonly id: string;
    /** Unique at its reseller only. */
    readonly code: string;
    /** The prefix of the reseller’s invoices, unique among all. */
    readonly resellerCode: string;
    readonly name: string;
    readonly domains: readonly string[];
  };
}

/** What there is, or is to be, at the other side, in words that people can compare: attribute → value. */
export type Shape = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** One thing that is done at the other side; taking it again does nothing more. */
export interface Step {
  /** What it does, by the connector's own word, such as `create-mailbox`. */
  readonly name: string;
  /** For people: what it does, to what. */
  readonly words: string;
  /** The attributes that it brings about. */
  readonly changes: Shape;
}

/** What the other side says has changed since it was asked before. */
export interface Changes {
  /** Names by which it calls what has changed; see `ConnectorSession.names`. */
  readonly names: readonly string[];
  /** Where the next question goes on. It is kept as it is: it must open nothing by itself. */
  readonly mark: string;
}

/** How a session may reach the other side. */
export interface Line {
  /** `host:port` entries that may be called although they are private; only the demonstration and tests have any. [S66] */
  readonly allowPrivate: readonly string[];
  /** Gives up early, when the process stops for instance. */
  readonly signal: AbortSignal;
  /** For each call by itself. */
  readonly timeoutMs: number;
}

/**
 * One kind of connector: what it asks to be told, what it makes of a subscription, and how it speaks to the other side. `shape` and
 * `steps` are pure, so that a dry run shows exactly what would be done.
 */
export interface ConnectorKindDefinition<Settings, Credentials> {
  readonly kind: ConnectorKind;
  /** What people call it. */
  readonly words: string;
  /** What it does, in a sentence for whoever chooses a kind. */
  readonly about: string;
  /** Seen by staff; the form is made from it, with each field's `title` and `description` as its metadata has them. */
  readonly settings: z.ZodType<Settings>;
  /** Sealed, and never shown again. [S55] */
  readonly credentials: z.ZodType<Credentials>;
  readonly limits: { readonly atOnce: number; readonly perMinute: number };
  /** Attribute of a shape → what people call it. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Where the other side says by itself what has changed: all but a change of these attributes, for which one has to look. */
  readonly tells?: { readonly except: readonly string[] };
  /** What of passing mail on it can bring about; what it cannot people are told to do by hand. */
  readonly mail: readonly MailPart[];
  /** Where the other side is, for people: an address without anything secret. */
  address(settings: Settings): string;
  /** What is wanted, as the other side would have it; throws REFUSED where it cannot be had, for want of an address for instance. */
  shape(wanted: Wanted, settings: Settings): Shape;
  /** What makes `observed` into `desired` (null: there is, or is to be, nothing); none: nothing differs. */
  steps(desired: Shape | null, observed: Shape | null): readonly Step[];
  open(settings: Settings, credentials: Credentials, line: Line): Promise<ConnectorSession>;
}

/** A conversation with the other side; whatever it throws for what the other side does is a `ConnectorFault`. */
export interface ConnectorSession {
  /** Signs in and looks around, changing nothing; a sentence about what was found. */
  test(): Promise<string>;
  /** What there is for this subscription; null: nothing. */
  observe(wanted: Wanted): Promise<Shape | null>;
  /** Takes one step; a step that was taken before, wholly or half, ends the same. */
  take(step: Step, wanted: Wanted): Promise<void>;
  /** Of a kind that tells: what has changed since a mark, which may say too much; null: nobody knows any more. Without a mark: nothing, from now on. */
  changes?(since: string | null): Promise<Changes | null>;
  /** Of a kind that tells: all names by which `changes` may call what was observed for this subscription in this conversation. */
  names?(wanted: Wanted): readonly string[];
  close(): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: a list holds kinds of all settings and credentials
export type AnyConnectorKind = ConnectorKindDefinition<any, any>;
