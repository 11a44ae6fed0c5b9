import { id } from '@steward/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Routes } from '../../../kernel/graphql/server.ts';
import { check } from '../../../kernel/input.ts';
import { Problem } from '../../../kernel/problem.ts';
import { perform } from '../../../kernel/verb.ts';
import script from './enquiry-form.js?raw';
import { findForm, formShown } from './form-shown.ts';
import { submitEnquiry } from './submit-enquiry.ts';

const LARGEST_BODY = 32_768;
const PATH = z.object({ formId: id() });

type Asked = FastifyRequest<{ Params: { formId: string } }>;

/**
 * `GET` and `POST /enquiry-forms/<id>`, and the script that puts the form on a page: `/enquiry-form.js`. Only pages of the sites that the form
 * names may read and send it; no cookie is asked for or set. [S4]
 */
export const enquiryFormRoutes: Routes = (server) => {
  server.get('/enquiry-form.js', (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(script),
  );
  const options = { bodyLimit: LARGEST_BODY, config: { context: true } };
  server.options('/enquiry-forms/:formId', options, async (request: Asked, reply) => {
    await admit(request, reply);
    return reply
      .header('access-control-allow-methods', 'GET, POST')
      .header('access-control-allow-headers', 'content-type')
      .header('access-control-max-age', '600')
      .code(204)
      .send();
  });
  server.get('/enquiry-forms/:formId', options, async (request: Asked, reply) => {
    const formId = await admit(request, reply);
    const { scopes, requestId, services } = request.context;
    const shown = await scopes.run({ kind: 'anonymous' }, { requestId, readOnly: true }, async (scope) => {
      const { resellerId } = await findForm(scope, formId);
      await scope.workFor(resellerId, 'enquiryForm');
      return formShown(scope, formId, resellerId);
    });
    const challenge = await services.proofOfWork.challenge(formId, scopes.clock.now());
    return reply.header('cache-control', 'no-store').send({ ...shown, challenge });
  });
  server.post('/enquiry-forms/:formId', options, async (request: Asked, reply) => {
    const formId = await admit(request, reply);
    const { context } = request;
    const setting = { ...context, credentials: { kind: 'anonymous' as const }, address: context.address };
    await perform(setting, submitEnquiry, { ...(request.body as object), formId });
    return reply.header('cache-control', 'no-store').send({ received: true });
  });
};

/** Lets pages of the form's own sites in, and says so to their browsers; FORBIDDEN to any other. Gives the form's id. */
async function admit(request: Asked, reply: FastifyReply): Promise<string> {
  const { formId } = check(PATH, request.params);
  const { scopes, requestId } = request.context;
  const { sites } = await scopes.run({ kind: 'anonymous' }, { requestId, readOnly: true }, (scope) =>
    findForm(scope, formId),
  );
  const { origin } = request.headers;
  reply.header('vary', 'Origin');
  if (!origin || !sites.includes(origin))
    throw new Problem('FORBIDDEN', 'This form may be shown and sent by the web sites it is for only.');
  reply.header('access-control-allow-origin', origin);
  return formId;
}
