import { isId } from '@steward/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { assertAllowed } from '../../../kernel/allowed.ts';
import type { Routes } from '../../../kernel/graphql/server.ts';
import type { PdfThreads } from '../../../kernel/pdf/pdf-threads.ts';
import type { Permission } from '../../../kernel/permission.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { authorityDraft } from './drafts.ts';
import { incidentPaper } from './incident-paper.ts';
import { noticePaper, readNotice } from './notice-paper.ts';
import type { BreachPaper } from './paper-pdf.ts';

declare module '../../../kernel/services.ts' {
  interface Services {
    breachPapers: PdfThreads<BreachPaper>;
  }
}

/**
 * `GET /breach-notices/<id>/pdf`: the notice; `/authority.pdf`: the draft for the authority; `/incidents/<id>/pdf`: the entry of the register.
 * Each for whoever may read it. [D5]
 */
export const papersRoutes: Routes = (server) => {
  const options = { config: { context: true } } as const;
  server.get('/breach-notices/:id/pdf', options, async (request, reply) =>
    send(reply, request, await readPaper(request, 'BREACH_NOTICE_READ', noticePaper)),
  );
  server.get('/breach-notices/:id/authority.pdf', options, async (request, reply) =>
    send(reply, request, await readPaper(request, 'BREACH_NOTICE_READ', authorityPaper)),
  );
  server.get('/incidents/:id/pdf', options, async (request, reply) =>
    send(reply, request, await readPaper(request, 'INCIDENT_READ', incidentPaper)),
  );
};

const authorityPaper = async (scope: Scope, id: string): Promise<BreachPaper> =>
  authorityDraft(await readNotice(scope, id));

function readPaper(
  { context, params }: FastifyRequest,
  permission: Permission,
  read: (scope: Scope, id: string) => Promise<BreachPaper>,
): Promise<BreachPaper> {
  const { scopes, credentials, requestId } = context;
  const { id } = params as { id: string };
  return scopes.run(credentials, { requestId, readOnly: true }, (scope) => {
    assertAllowed(scope.actor, permission);
    if (!isId(id)) throw notFound('document');
    return read(scope, id);
  });
}

async function send(
  reply: FastifyReply,
  { context }: FastifyRequest,
  paper: BreachPaper,
): Promise<FastifyReply> {
  const pdf = await context.services.breachPapers.draw(paper);
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${paper.reference.toLowerCase()}.pdf"`)
    .header('cache-control', 'no-store')
    .send(pdf);
}
