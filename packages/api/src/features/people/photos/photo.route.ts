import type { Routes } from '../../../kernel/graphql/server.ts';
import { notFound } from '../../../kernel/problem.ts';

const DAY_S = 24 * 3_600;

/**
 * `GET /photos/<secret>.jpg`: the photo whose address this is, to whoever was told the address. It is kept by the reader's own
 * browser only, and for a day: it may be taken away.
 */
export const photoRoute: Routes = (server) => {
  server.get<{ Params: { file: string } }>(
    '/photos/:file',
    { config: { context: true } },
    async (request, reply) => {
      const { scopes, requestId } = request.context;
      const options = { requestId, address: request.ip, readOnly: true };
      const [photo] = await scopes.run({ kind: 'anonymous' }, options, (scope) =>
        scope.sql<{ type: string; bytes: Buffer }>('select type, bytes from find_photo($1)', [
          `/photos/${request.params.file}`,
        ]),
      );
      if (!photo) throw notFound('photo');
      return reply
        .type(photo.type)
        .header('cache-control', `private, max-age=${DAY_S}, immutable`)
        .header('content-security-policy', "default-src 'none'")
        .header('content-disposition', 'inline')
        .send(photo.bytes);
    },
  );
};
