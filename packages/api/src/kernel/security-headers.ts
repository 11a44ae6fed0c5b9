import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

const YEAR_S = 365 * 24 * 3_600;

/**
 * What browsers may do with anything that comes from here, for every response, errors included. Styles may be inline
 * because the console's components set them; scripts may not. A preview of a PDF is a `blob:` frame. [S56]
 */
export function securityHeaders(server: FastifyInstance, options: { https: boolean }): void {
  const headers = new Map([
    [
      'permissions-policy',
      'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    ],
  ]);
  const write = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        frameSrc: ['blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    // Over plain http it would mean nothing, or lock people out of an installation that has no certificate.
    strictTransportSecurity: options.https ? { maxAge: YEAR_S, includeSubDomains: true } : false,
  });
  // They are the same for every response, so they are worked out once.
  const response = {
    setHeader: (name: string, value: string) => void headers.set(name.toLowerCase(), value),
    removeHeader: () => {},
  };
  write({} as IncomingMessage, response as unknown as ServerResponse, () => {});
  const same = Object.fromEntries(headers);
  server.addHook('onRequest', (_request, reply, done) => {
    reply.headers(same);
    done();
  });
}
