import { type FieldError, id, line, newId, newReference, optional, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { writeAudit } from '../../../kernel/audit.ts';
import { input, moment, oneOf } from '../../../kernel/input.ts';
import { notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { queueMails } from '../notifications/index.ts';
import { Notice, NoticeKind } from './notice.entity.ts';
import { noticeMail, type PublishedNotice } from './notice-mail.ts';
import { address, companiesOf, listenersOf, oncePerAddress, type Recipient } from './recipients.ts';

/**
 * Tells everyone concerned about a service: in the console, live, and by e-mail in their reseller's name. The audience is
 * worked out in this very transaction from who holds the service. It cannot be switched off: there is no preference to
 * consult, and none may be added here. The publication stands in the audit log of every company it reached. [N1] [N3]
 */
export const publishNotice = verb({
  name: 'publishNotice',
  permission: 'NOTICE_PUBLISH',
  description: 'Maintenance needs a window. The notice goes to everyone who holds the product, now.',
  input: input('PublishNoticeInput', {
    kind: oneOf(NoticeKind),
    title: line(150),
    body: prose(5_000),
    productId: id(),
    startsAt: optional(moment()),
    endsAt: optional(moment()),
  }),
  async run(scope, given) {
    assertWindow(given, scope.now);
    const [product] = await scope.sql<{ name: string }>('select name from product where id = $1', [
      given.productId,
    ]);
    if (!product) throw notFound('product');
    const notice = { id: newId(), reference: newReference('N'), ...given, publishedAt: scope.now };
    await scope.insert(Notice, notice);
    const recipients = await address(scope, notice.id, notice.productId);
    const texts = await textsFor(scope, { ...notice, productName: product.name }, recipients);
    await queueMails(
      scope,
      'notice',
      oncePerAddress(recipients).flatMap((recipient) => {
        const text = texts.get(recipient.resellerId);
        return text ? [{ ...recipient, ...text }] : [];
      }),
    );
    const subject = { type: 'Notice', id: notice.id, reference: notice.reference };
    await writeAudit(
      scope,
      'publishNotice',
      ...companiesOf(recipients).map((company) => ({ ...subject, ...company })),
    );
    scope.hint(...listenersOf(recipients).map((tenancy) => ({ kind: 'Notice', id: notice.id, ...tenancy })));
    return { result: notice.id, subject: { ...subject, resellerId: memberOf(scope.actor).resellerId } };
  },
});

/** Maintenance is planned for a time that is known and not over; other kinds may have a time, or only a beginning. */
function assertWindow(
  { kind, startsAt, endsAt }: { kind: NoticeKind; startsAt: Date | null; endsAt: Date | null },
  now: Date,
): void {
  const fields: FieldError[] = [];
  const must = kind === 'MAINTENANCE';
  if (!startsAt && (must || endsAt)) {
    fields.push({ path: 'startsAt', message: 'Must be filled in: when does it begin?' });
  }
  if (must && !endsAt) fields.push({ path: 'endsAt', message: 'Must be filled in: when will it be over?' });
  if (startsAt && endsAt && endsAt <= startsAt) {
    fields.push({ path: 'endsAt', message: 'Must be later than the beginning.' });
  } else if (must && endsAt && endsAt <= now) {
    fields.push({ path: 'endsAt', message: 'Must be in the future: this window is over.' });
  }
  if (!fields.length) return;
  throw new Problem(
    'INVALID_INPUT',
    fields.map(({ path, message }) => `${path}: ${message}`).join(' '),
    fields,
  );
}

/** What the mail says, by the reseller in whose name it goes out. */
async function textsFor(scope: Scope, notice: PublishedNotice, recipients: readonly Recipient[]) {
  const resellerIds = [...new Set(recipients.map(({ resellerId }) => resellerId))];
  const resellers = await scope.sql<{ id: string; name: string }>(
    'select id, name from reseller where id = any($1)',
    [resellerIds],
  );
  return new Map(resellers.map(({ id: resellerId, name }) => [resellerId, noticeMail(notice, name)]));
}
