import { id, localDate } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { closeAccount } from '../../trade/billing/index.ts';
import { takePrices } from '../../trade/subscriptions/index.ts';
import { newestFor } from '../agreements/index.ts';
import { CompanyMove } from './company-move.entity.ts';
import { hintMove, subjectOf } from './lock-move.ts';
import { tellOfMoves } from './tell-of-moves.ts';

/**
 * Moves a company on its day: the reseller that it leaves invoices all before it, everything that is the company's goes to the other one,
 * at whose prices its services go on, and whose processing agreement it has yet to accept. All of it, or nothing, and why. [T7] [S17]
 */
export const moveCompany = verb({
  name: 'moveCompany',
  permission: 'system',
  input: input('MoveCompanyInput', { id: id() }),
  async run(scope, { id: moveId }, { publicUrl }) {
    const [due] = await scope.sql<{ hindrance: string | null }>(
      `select move_hindrance(id) as hindrance from company_move where id = $1 and state = 'APPROVED' and moves_on <= $2::date for update`,
      [moveId, localDate(scope.now)],
    );
    if (!due) return { result: false, subject: null };
    const move = await scope.load(CompanyMove, moveId);
    const { companyId, resellerId, toResellerId, movesOn } = move;
    const closed = due.hindrance
      ? { heldBecause: due.hindrance }
      : await closeAccount(scope, { id: companyId, resellerId }, movesOn, publicUrl);
    if ('heldBecause' in closed) {
      if (move.heldBecause === closed.heldBecause) return { result: false, subject: null };
      move.heldBecause = closed.heldBecause;
      hintMove(scope, move);
      return { result: false, subject: subjectOf(scope, move, 'APPROVED') };
    }
    await scope.sql('select move_company($1, $2)', [companyId, toResellerId]);
    await takePrices(scope, companyId, movesOn);
    await scope.sql(
      `update company c set agreement_version = ${newestFor('c.reseller_id')}, agreement_accepted_at = null, agreement_accepted_by = null
        where id = $1`,
      [companyId],
    );
    Object.assign(move, {
      state: 'MOVED',
      settledAt: scope.now,
      heldBecause: null,
      invoiceId: closed.invoiceId,
    });
    hintMove(scope, move);
    scope.hint({ kind: 'Company', id: companyId, resellerId: toResellerId, companyId });
    const subject = subjectOf(scope, move, 'APPROVED');
    return { result: true, subject: [subject, { ...subject, resellerId: toResellerId, companyId: null }] };
  },
});

export const moveCompanyJob = job({
  name: 'move-company',
  for: 'platform',
  does: [moveCompany],
  payload: z.object({ moveId: z.string() }),
  run: async (setting, { moveId }) => void (await perform(setting, moveCompany, { id: moveId })),
});

/** Finds the moves whose day has come. */
export const findMovesDue = verb({
  name: 'findMovesDue',
  permission: 'system',
  input: input('FindMovesDueInput', {}),
  async run(scope) {
    const due = await scope.sql<{ moveId: string }>(
      `select id as "moveId" from company_move where state = 'APPROVED' and moves_on <= $1::date order by id`,
      [localDate(scope.now)],
    );
    await enqueueAll(scope, moveCompanyJob, due);
    return { result: due.length, subject: null };
  },
});

/** Midnight in London is found within five minutes; those who have a say are told of what is new meanwhile. */
export const findMovesDueJob = job({
  name: 'find-moves-due',
  for: 'platform',
  does: [findMovesDue, tellOfMoves],
  payload: z.object({}),
  cron: '*/5 * * * *',
  async run(setting) {
    await perform(setting, findMovesDue, {});
    await perform(setting, tellOfMoves, {});
  },
});
