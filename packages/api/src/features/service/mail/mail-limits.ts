import { kinds, MAIL_PARTS, type MailPart } from '../connectors/index.ts';

const PARTS = Object.keys(MAIL_PARTS) as MailPart[];

const WHAT: Record<MailPart, string> = {
  forwardTo: 'Forwarding',
  delegates: 'Letting others open the mailbox',
  reply: 'The automatic reply',
};

/** By kind of connector, of each part of passing mail on that it cannot bring about: what people are told. */
const LIMITS = Object.fromEntries(
  kinds.map(({ kind, words, mail }) => [
    kind,
    Object.fromEntries(
      PARTS.filter((part) => !mail.includes(part)).map((part) => [
        part,
        `${WHAT[part]} has to be set by hand: the connector, ${words}, cannot do it.`,
      ]),
    ),
  ]),
);

/** SQL: of each part of passing mail on that cannot be brought about for product `product` what people are told, by part. */
export const mailLimits = (product: string): string =>
  `coalesce('${JSON.stringify(LIMITS).replaceAll("'", "''")}'::jsonb -> ${product}.connector, '{}')`;

/** Of what cannot be brought about that which is wanted, in words. */
export const byHand = (
  limits: Readonly<Partial<Record<MailPart, string>>>,
  {
    forwardToId,
    delegateIds,
    reply,
  }: { forwardToId: string | null; delegateIds: readonly string[]; reply: string | null },
): string[] => {
  const wanted: Record<MailPart, boolean> = {
    forwardTo: forwardToId !== null,
    delegates: delegateIds.length > 0,
    reply: reply !== null,
  };
  return PARTS.flatMap((part) => (wanted[part] ? (limits[part] ?? []) : []));
};
