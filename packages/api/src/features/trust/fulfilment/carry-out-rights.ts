import { createHash } from 'node:crypto';
import { id, newId } from '@steward/shared';
import { z } from 'zod';
import { loadLocked } from '../../../kernel/assign.ts';
import type { Subject } from '../../../kernel/audit.ts';
import { heldTables } from '../../../kernel/held.ts';
import { input } from '../../../kernel/input.ts';
import { enqueue, type Job, job } from '../../../kernel/jobs.ts';
import { PURPOSES } from '../../../kernel/personal-data.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { type ConsentVia, stopConsents } from '../consents/index.ts';
import { closeRightsRequest, lockRightsRequest, type RightsChannel } from '../rights/index.ts';
import { erasePerson } from './erase-person.ts';
import { type HeldPerson, heldOf, wordsOf } from './held-of-person.ts';
import { isBeingWrittenTo } from './letters.ts';
import { personArchive } from './person-archive.ts';
import { type ReceiptLine, RightsArchive, type RightsDeed, RightsReceipt } from './rights-receipt.entity.ts';
import { takeOut } from './take-out.ts';

const DAY_MS = 24 * 3_600_000;
/** How long what somebody was given can be fetched. */
const ARCHIVE_DAYS = 30;
/** After how long it is asked again whether a message has been handed over. */
const AGAIN_MS = 15_000;

type Act = (scope: Scope, receipt: RightsReceipt, services: Services) => Promise<ReceiptLine[]>;

const personOf = ({ resellerId, companyId, endUserId }: RightsReceipt): HeldPerson => ({
  resellerId,
  companyId,
  endUserId: endUserId as string,
});

const exported =
  (portable: boolean): Act =>
  async (scope, receipt, services) => {
    const person = personOf(receipt);
    const { archive, lines } = await personArchive(scope, person, portable, services);
    await scope.sql('delete from rights_archive where expires_at <= $1', [scope.now]);
    const archiveRow = { id: newId(), ...person, rightsReceiptId: receipt.id, madeAt: scope.now };
    const content = { size: archive.length, content: archive.toString('base64') };
    const expiresAt = new Date(scope.now.getTime() + ARCHIVE_DAYS * DAY_MS);
    await scope.insert(RightsArchive, { ...archiveRow, ...content, expiresAt });
    return lines;
  };

const restricted =
  (to: 'now' | null): Act =>
  async (scope, { endUserId }) => {
    await scope.sql('update end_user set restricted_at = $2 where id = $1', [endUserId, to && scope.now]);
    const why = to
      ? 'Kept, and not used otherwise: nobody changes it until that is lifted. Charging and what a law asks for go on.'
      : 'Used again as before';
    return [{ what: 'Entry in the directory and what belongs to it', fate: 'CHANGED', count: 1, why }];
  };

/** What rests on interests or consent stops, but for what goes before the person's interests (Art. 21). */
const objected: Act = async (scope, receipt) => {
  await stopConsentsOf(scope, receipt);
  return (await heldOf(scope, personOf(receipt), heldTables())).flatMap(({ table, count }): ReceiptLine[] => {
    const { basis, because } = PURPOSES[table.purpose];
    if (basis === 'LEGITIMATE_INTERESTS')
      return [{ what: table.label, fate: 'KEPT', count, why: `Goes before the objection: ${because}` }];
    return basis === 'CONSENT' ? [{ what: table.label, fate: 'STOPPED', count, why: because }] : [];
  });
};

/** How what was asked is put down among consents; what came by itself was asked here. */
const VIA: Partial<Record<RightsChannel, ConsentVia>> = {
  EMAIL: 'EMAIL',
  TELEPHONE: 'TELEPHONE',
  LETTER: 'PAPER',
  IN_PERSON: 'IN_PERSON',
};

/** Nobody is written to who has objected, or of whom nothing is to be kept. [S87] */
async function stopConsentsOf(scope: Scope, receipt: RightsReceipt): Promise<void> {
  const [request] = await scope.sql<{ reference: string; channel: RightsChannel }>(
    'select reference, channel from rights_request where id = $1',
    [receipt.rightsRequestId],
  );
  const subject = { ...personOf(receipt), membershipId: null };
  const evidence = request ? `Request ${request.reference}` : 'Wrongly submitted';
  await stopConsents(scope, subject, (request && VIA[request.channel]) ?? 'CONSOLE', evidence);
}

const told: Act = async (scope, receipt) =>
  (await heldOf(scope, personOf(receipt), heldTables())).map(({ table, count }) => ({
    what: table.label,
    fate: 'TOLD',
    count,
    why: wordsOf(table),
  }));

const ACTS: Record<Exclude<RightsDeed, 'CORRECTED'>, Act> = {
  TOLD: told,
  EXPORTED: exported(false),
  COPIED: exported(true),
  RESTRICTED: restricted('now'),
  LIFTED: restricted(null),
  OBJECTED: objected,
  async ERASED(scope, receipt, services) {
    await stopConsentsOf(scope, receipt);
    return erasePerson(scope, personOf(receipt), services);
  },
  TAKEN_OUT: takeOut,
};

/** What the person is told when their request has been carried out. */
function answerOf(deed: RightsDeed, lines: readonly ReceiptLine[]): string {
  if (deed === 'TOLD')
    return lines
      .map(({ what, count, why }) => `${what} (${count}): ${why}`)
      .join('\n')
      .slice(0, 4_000);
  if (deed === 'EXPORTED' || deed === 'COPIED')
    return 'Your data is ready as an archive. Sign in, open this request under “My data” and fetch it within thirty days; if you cannot sign in, ask your company to hand it over.';
  if (deed === 'RESTRICTED')
    return 'Your data is kept and not used otherwise until the restriction is lifted; you are told before that.';
  const kept = lines.filter(({ fate }) => fate === 'KEPT').map(({ what, why }) => `${what}: ${why}.`);
  const what = deed === 'ERASED' ? 'Your data was erased.' : 'What rested on your consent was stopped.';
  if (!kept.length) return what;
  return `${what} This was kept, and why:\n${kept.join('\n')}\nYou may complain about it to the Information Commissioner: https://ico.org.uk/make-a-complaint`.slice(
    0,
    4_000,
  );
}

/** SHA-256 over what was done: a receipt that was changed afterwards does not fit it. */
export const digestOf = (deed: RightsDeed, id: string, lines: readonly ReceiptLine[]): string =>
  createHash('sha256')
    .update(JSON.stringify([deed, id, lines.map(({ what, fate, count, why }) => [what, fate, count, why])]))
    .digest('hex');

/** The lines, or why it cannot be done as things stand; then nothing of it has been. */
async function attempted(scope: Scope, act: () => Promise<ReceiptLine[]>): Promise<ReceiptLine[] | string> {
  await scope.sql('savepoint carrying_out');
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await scope.sql('rollback to savepoint carrying_out');
    return error.message;
  }
}

/**
 * Does what a receipt has been opened for, in one transaction: all of it or nothing, and twice is once. What ends a person's address
 * waits until what they were written has been handed over. [D3]
 */
export const carryOutRights = verb({
  name: 'carryOutRights',
  permission: 'system',
  input: input('CarryOutRightsInput', { receiptId: id() }),
  async run(scope, { receiptId }, services) {
    const receipt = await loadLocked(scope, RightsReceipt, receiptId);
    const { deed, rightsRequestId, resellerId, companyId, endUserId } = receipt;
    if (receipt.state !== 'RUNNING' || deed === 'CORRECTED') return { result: false, subject: null };
    const early = scope.now.getTime() - receipt.startedAt.getTime() < DAY_MS;
    if (
      (deed === 'ERASED' || deed === 'LIFTED') &&
      early &&
      (await isBeingWrittenTo(scope, personOf(receipt)))
    ) {
      const runAt = new Date(scope.now.getTime() + AGAIN_MS);
      await enqueue(scope, carryOutRightsJob, { resellerId, receiptId }, { runAt });
      return { result: false, subject: null };
    }
    const lines = await attempted(scope, () => ACTS[deed](scope, receipt, services));
    if (typeof lines === 'string') {
      Object.assign(receipt, { state: 'FAILED', doneAt: scope.now, failure: lines });
      const changed = { state: ['RUNNING', 'FAILED'] } as const;
      return {
        result: false,
        subject: { type: 'RightsReceipt', id: receiptId, resellerId, companyId, endUserId, changed },
      };
    }
    Object.assign(receipt, {
      state: 'DONE',
      doneAt: scope.now,
      lines,
      digest: digestOf(deed, receiptId, lines),
    });
    await scope.flush();
    const tenancy = { resellerId, companyId, endUserId };
    const subjects: Subject[] = [
      { type: 'RightsReceipt', id: receiptId, ...tenancy, changed: { state: ['RUNNING', 'DONE'] } },
    ];
    if (rightsRequestId) {
      const request = await lockRightsRequest(scope, rightsRequestId);
      const { subject } = await closeRightsRequest(scope, request, 'COMPLETED', answerOf(deed, lines));
      if (subject) subjects.push(...[subject].flat());
    }
    return { result: true, subject: subjects };
  },
});

export const carryOutRightsJob: Job<{ resellerId: string; receiptId: string }> = job({
  name: 'carry-out-rights',
  for: 'tenant',
  does: [carryOutRights],
  // People wait for it, and a law counts the days.
  priority: 'first',
  payload: z.object({ resellerId: z.string(), receiptId: z.string() }),
  run: async (setting, { receiptId }) => void (await perform(setting, carryOutRights, { receiptId })),
});
