import { line } from '@steward/shared';
import { z } from 'zod';
import type { Routes } from '../../../kernel/graphql/server.ts';
import { check } from '../../../kernel/input.ts';
import { perform } from '../../../kernel/verb.ts';
import { unsubscribe } from './unsubscribe.ts';

const PATH = z.object({ token: line(200) });
const LARGEST_BODY = 2_048;

/**
 * `POST /unsubscribe/<secret>`: one click of a mail program (RFC 8058), which sends neither cookies nor a sign-in, and gets none. A GET of the same
 * address is a page that asks, and changes nothing: programs follow links. [S87]
 */
export const unsubscribeRoute: Routes = (server) => {
  server.register(async (raw) => {
    // Mail programs send `List-Unsubscribe=One-Click` as a form, of either kind; the address says everything.
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    raw.post<{ Params: { token: string } }>(
      '/unsubscribe/:token',
      { bodyLimit: LARGEST_BODY, config: { context: true } },
      async ({ context, params }, reply) => {
        const { token } = check(PATH, params);
        const setting = { ...context, credentials: { kind: 'anonymous' as const }, address: context.address };
        await perform(setting, unsubscribe, { token, from: 'THIS' });
        return reply.type('text/plain').header('cache-control', 'no-store').send('You are unsubscribed.\n');
      },
    );
  });
};
