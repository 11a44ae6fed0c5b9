import { Readable } from 'node:stream';
import { isId } from '@steward/shared';
import type { System } from '../../../../kernel/actor.ts';
import type { Routes } from '../../../../kernel/graphql/server.ts';
import { notFound } from '../../../../kernel/problem.ts';
import type { RequestContext } from '../../../../kernel/request.ts';
import { perform } from '../../../../kernel/verb.ts';
import { fetchTenantArchive } from './fetch-tenant-archive.ts';
import { TenantArchivePart } from './tenant-archive.entity.ts';

/** `GET /tenant-archives/<id>`: everything of a tenant that has left, for whoever may have it, piece by piece. [T7] */
export const tenantArchiveRoute: Routes = (server) => {
  server.get<{ Params: { id: string } }>(
    '/tenant-archives/:id',
    { config: { context: true } },
    async ({ context, params }, reply) => {
      if (!isId(params.id)) throw notFound('archive');
      const { companyId } = await perform(context, fetchTenantArchive, { id: params.id });
      if (companyId) await noteFetched(context, companyId, params.id);
      return reply
        .type('application/zip')
        .header('content-disposition', 'attachment; filename="data.zip"')
        .header('cache-control', 'no-store')
        .send(Readable.from(pieces(context, params.id)));
    },
  );
};

/** The pieces of the file, one at a time, each read as whoever fetches it. */
async function* pieces(
  { scopes, credentials, requestId }: RequestContext,
  archiveId: string,
): AsyncGenerator<Buffer> {
  for (let position = 0; ; position++) {
    const piece = await scopes.run(credentials, { requestId, readOnly: true }, async (scope) => {
      const [found] = await scope.sql<{ id: string }>(
        'select id from tenant_archive_part where tenant_archive_id = $1 and position = $2',
        [archiveId, position],
      );
      return found && (await scope.load(TenantArchivePart, found.id)).content;
    });
    if (piece === undefined) return;
    yield Buffer.from(piece, 'base64');
  }
}

const KEEPER_OF_NOTES: System = { kind: 'system', task: 'note-openings', resellerId: null };

/** Puts it into the ledger of access of everybody whose data is in it, before it is handed out. [U6] */
async function noteFetched(
  { scopes, credentials, requestId }: RequestContext,
  companyId: string,
  archiveId: string,
): Promise<void> {
  if (credentials.kind !== 'session') return;
  await scopes.run(KEEPER_OF_NOTES, { requestId }, (scope) =>
    scope.sql(
      `insert into access_entry (id, reseller_id, company_id, end_user_id, at, what, subject_id, level, membership_id, person_id,
           request_id, reason, role_name)
         select uuidv7(), u.reseller_id, u.company_id, u.id, $2, 'tenantArchive', $3, m.level, m.id, m.person_id, $4,
             case when m.level = 'COMPANY' then 'OWN_ADMINISTRATION' else 'SERVICE' end, coalesce(r.name, '')
           from end_user u join membership m on m.id = $5 left join role r on r.id = m.role_id where u.company_id = $1`,
      [companyId, scope.now, archiveId, requestId, credentials.membershipId],
    ),
  );
}
