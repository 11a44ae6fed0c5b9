import type { Routes } from '../../../kernel/graphql/server.ts';
import { notFound } from '../../../kernel/problem.ts';

const YEAR_S = 365 * 24 * 3_600;

/** `GET /logos/<hash>.png`: the picture whose address this is, for ever, to whoever knows the address. [T8] */
export const logoRoute: Routes = (server) => {
  server.get<{ Params: { file: string } }>(
    '/logos/:file',
    { config: { context: true } },
    async (request, reply) => {
      const { scopes, requestId } = request.context;
      const options = { requestId, address: request.ip, readOnly: true };
      const [logo] = await scopes.run({ kind: 'anonymous' }, options, (scope) =>
        scope.sql<{ type: string; bytes: Buffer }>('select type, bytes from find_logo($1)', [
          `/logos/${request.params.file}`,
        ]),
      );
      if (!logo) throw notFound('logo');
      return reply
        .type(logo.type)
        .header('cache-control', `public, max-age=${YEAR_S}, immutable`)
        .header('content-security-policy', "default-src 'none'")
        .send(logo.bytes);
    },
  );
};
