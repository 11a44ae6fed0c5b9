import { createHash } from 'node:crypto';
import { id, newId } from '@steward/shared';
import { z } from 'zod';
import { loadLocked } from '../../../../kernel/assign.ts';
import { input } from '../../../../kernel/input.ts';
import { job } from '../../../../kernel/jobs.ts';
import { type Outcome, outsideVerb, perform, type Setting } from '../../../../kernel/verb.ts';
import { OPEN_DAYS } from '../leaving/open-days.ts';
import { TenantArchive, TenantArchivePart } from './tenant-archive.entity.ts';
import { type Counted, tenantArchive, toldOf } from './tenant-archive.ts';
import type { Told } from './told-tables.ts';

/** A piece of the file as it is kept: so much is in memory at a time. */
const PIECE = 768 * 1024;
const DAY_MS = 86_400_000;

interface Planned {
  told: Told;
  name: string;
}
interface Made extends Counted {
  bytes: number;
  sha256: string;
}

/** Puts everything that is kept of a tenant into one file, piece by piece; what breaks off begins anew. [T7] */
export const makeTenantArchive = outsideVerb({
  name: 'makeTenantArchive',
  permission: 'system',
  input: input('MakeTenantArchiveInput', { id: id() }),
  async plan(scope, { id: archiveId }): Promise<Planned | null> {
    const archive = await loadLocked(scope, TenantArchive, archiveId);
    if (archive.state === 'DONE') return null;
    await scope.sql('delete from tenant_archive_part where tenant_archive_id = $1', [archiveId]);
    const [departure] = await scope.sql<{ name: string }>(
      'select tenant_name as name from departure where id = $1',
      [archive.departureId],
    );
    return { told: await toldOf(scope, archive), name: departure?.name ?? '' };
  },
  async call(planned, { id: archiveId }, setting): Promise<Made | null> {
    if (!planned) return null;
    const { told, name } = planned;
    const counted = { rows: 0, files: 0 };
    const hash = createHash('sha256');
    let bytes = 0;
    let position = 0;
    for await (const piece of inPieces(tenantArchive(setting, told, name, counted))) {
      hash.update(piece);
      bytes += piece.length;
      await keepPiece(setting, told, { archiveId, position: position++, piece });
    }
    return { ...counted, bytes, sha256: hash.digest('hex') };
  },
  async settle(scope, _planned, made, { id: archiveId }): Promise<Outcome<boolean>> {
    if (!made) return { result: false, subject: null };
    const archive = await loadLocked(scope, TenantArchive, archiveId);
    Object.assign(archive, {
      state: 'DONE',
      doneAt: scope.now,
      rowCount: made.rows,
      fileCount: made.files,
      kilobytes: Math.ceil(made.bytes / 1_000),
      sha256: made.sha256,
      expiresAt: new Date(archive.startedAt.getTime() + OPEN_DAYS * DAY_MS),
    });
    const { resellerId, companyId, departureId } = archive;
    scope.hint({ kind: 'Departure', id: departureId, resellerId, companyId });
    const changed = { state: ['RUNNING', 'DONE'] } as const;
    return {
      result: true,
      subject: { type: 'TenantArchive', id: archiveId, resellerId, companyId, changed },
    };
  },
});

/** Keeps one piece, in a transaction of its own. */
const keepPiece = (
  { scopes, credentials, requestId }: Setting,
  { resellerId, companyId }: Told,
  { archiveId, position, piece }: { archiveId: string; position: number; piece: Buffer },
): Promise<unknown> =>
  scopes.run(credentials, { requestId }, (scope) =>
    scope.insert(TenantArchivePart, {
      ...{ id: newId(), resellerId, companyId, tenantArchiveId: archiveId, position },
      ...{ content: piece.toString('base64'), madeAt: scope.now },
    }),
  );

/** The same bytes in pieces of one size. */
async function* inPieces(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const some of bytes) {
    held.push(some);
    size += some.length;
    if (size < PIECE) continue;
    yield Buffer.concat(held);
    held = [];
    size = 0;
  }
  if (size) yield Buffer.concat(held);
}

export const makeTenantArchiveJob = job({
  name: 'make-tenant-archive',
  for: 'platform',
  does: [makeTenantArchive],
  priority: 'last',
  lane: 'archives',
  payload: z.object({ archiveId: z.string() }),
  run: async (setting, { archiveId }) => void (await perform(setting, makeTenantArchive, { id: archiveId })),
});
