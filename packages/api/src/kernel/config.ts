import { randomBytes } from 'node:crypto';
import { isIP, isIPv6 } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Secrets } from './keys.ts';
import { StartError } from './start-error.ts';

/** The address of something, of one of these protocols; `fits` says more about it. */
const address = (protocols: string[], error: string, fits: (url: URL) => boolean = () => true) =>
  z.string().refine(
    (text) => {
      const url = URL.parse(text);
      return url !== null && protocols.includes(url.protocol.slice(0, -1)) && fits(url);
    },
    { error },
  );
const database = (login: string) =>
  address(
    ['postgres', 'postgresql'],
    `an address such as postgres://${login}:password@localhost:5432/steward`,
    ({ pathname }) => pathname.length > 1,
  );
const secretText = () => z.string().min(32, { error: 'a random text of 32 characters or more' });
/** The transit engine of HashiCorp Vault or OpenBao, and a key there. */
const keyService = () =>
  address(
    ['https', 'http'],
    'an address such as https://TOKEN@vault.example:8200/transit/steward: mount and key of a transit engine',
    ({ protocol, hostname, username, password, pathname }) =>
      (isLoopback(hostname) || (protocol === 'https:' && username !== '')) &&
      password === '' &&
      /^(\/[\w.-]+){2,}$/.test(pathname),
  );
/** Links are made by adding to it, and cookies and the console know no folder. */
const isOrigin = ({ origin, href }: URL) => `${origin}/` === href;

/** An IP address, with or without a port. */
const isServer = (text: string): boolean =>
  isIP(text.replace(/^\[(.*)\](:\d{1,5})?$/, '$1')) !== 0 || isIP(text.replace(/:\d{1,5}$/, '')) === 4;

/** Less than what any part of the process may take to stop (`lifetime.ts`). */
const LONGEST_NOTICE_MS = 10_000;

/** The only reader of the environment. What an error says is what the variable must be set to. */
const Environment = z.object({
  CALL_RECORDS: z.string().optional(),
  DATABASE_URL: database('steward_app').optional(),
  DATABASE_OWNER_URL: database('steward_owner').optional(),
  DNS_SERVERS: z
    .string()
    .transform((text) => text.split(',').map((server) => server.trim()))
    .refine((servers) => servers.every(isServer), {
      error: 'addresses of name servers such as 192.0.2.53 or [2001:db8::53]:5353, with commas between them',
    })
    .default([]),
  HMRC_URL: address(
    ['https', 'http'],
    'an address such as https://CLIENT_ID:CLIENT_SECRET@api.service.hmrc.gov.uk',
    ({ protocol, hostname, username, password }) =>
      (protocol === 'https:' || isLoopback(hostname)) && username !== '' && password !== '',
  ).optional(),
  HOST: z.string().default('localhost'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'debug, info, warn, error or silent' })
    .default('info'),
  NODE_ENV: z.string().default('production'),
  PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, {
      error: 'a whole number from 0 to 65535',
    })
    .transform(Number)
    .default(4000),
  REQUEST_LIMITS: z.enum(['on', 'off'], { error: 'on or off' }).default('on'),
  SHUTDOWN_NOTICE_MS: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= LONGEST_NOTICE_MS, {
      error: `a whole number of milliseconds from 0 to ${LONGEST_NOTICE_MS}`,
    })
    .transform(Number)
    .default(0),
  SMS_URL: address(
    ['https', 'http'],
    'an address such as https://SID:TOKEN@api.twilio.com/?from=%2B441632960000',
    ({ protocol, hostname, username, password, searchParams }) =>
      (protocol === 'https:' || isLoopback(hostname)) &&
      username !== '' &&
      password !== '' &&
      Boolean(searchParams.get('from')),
  ).optional(),
  SMTP_FROM: z
    .string()
    .regex(/^[^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/, {
      error: 'a sender such as Steward <no-reply@steward.example>',
    })
    .default('Steward <no-reply@steward.example>'),
  SMTP_URL: address(['smtp', 'smtps'], 'an address such as smtp://user:password@mail.example:587').optional(),
  STEWARD_DATA: z.string().default('.data'),
  STEWARD_ERASURES: z.string().optional(),
  STEWARD_DEMO: z.enum(['on', 'off'], { error: 'on or off' }).optional(),
  STEWARD_FACTORS: z.enum(['compulsory', 'optional'], { error: 'compulsory or optional' }).optional(),
  STEWARD_FRESH_PROOF: z.enum(['factor', 'password'], { error: 'factor or password' }).optional(),
  STEWARD_KMS: keyService().optional(),
  STEWARD_KMS_FORMER: keyService().optional(),
  STEWARD_SECRET: secretText().optional(),
  STEWARD_SECRET_FORMER: secretText().optional(),
  STEWARD_URL: address(
    ['http', 'https'],
    'the address people use and nothing behind it, such as https://steward.example',
    isOrigin,
  ).optional(),
  STRIPE_API_BASE: address(['http', 'https'], 'an address such as https://api.stripe.com').optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[sr]k_\w+$/, { error: 'a secret key of Stripe, which begins with sk_' })
    .optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_\S+$/, { error: 'the signing secret of the webhook in Stripe, which begins with whsec_' })
    .optional(),
  TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine((parts) => parts.every(isNetwork), {
      error:
        'addresses or networks of your proxies, divided by commas, such as 10.0.0.5, 192.168.7.0/24 or loopback',
    })
    .default(['loopback']),
  VIES_URL: address(
    ['https', 'http'],
    'an address such as https://ec.europa.eu/taxation_customs/vies',
    ({ protocol, hostname }) => protocol === 'https:' || isLoopback(hostname),
  ).optional(),
});

const NAMED_NETWORKS: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];

function isNetwork(text: string): boolean {
  const [, host = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  return (
    NAMED_NETWORKS.includes(text) || (isIP(host) !== 0 && Number(bits ?? 0) <= (isIPv6(host) ? 128 : 32))
  );
}

export interface Config {
  /** Login that serves: a member of the level roles, owner of nothing. Absent: the embedded server is used. */
  databaseUrl: string | undefined;
  /** Login of the tables' owner, for migrations only. */
  databaseOwnerUrl: string | undefined;
  host: string;
  port: number;
  /** Networks whose word on a caller's address (`X-Forwarded-For`) is believed. */
  trustedProxies: readonly string[];
  /** Whether callers use up an allowance: off where something before Steward sees to it. */
  requestLimits: boolean;
  /** For how long a process that is to stop goes on serving while it says that it is not ready. */
  shutdownNoticeMs: number;
  /** Address under which people reach the console; links in mail begin with it. */
  publicUrl: string;
  dataFolder: string;
  /** File that keeps what was erased, beside the database. */
  erasuresFile: string;
  /** Where exchanges leave files of call records, in a folder to each source, named by its id. */
  callFolder: string | undefined;
  demo: boolean;
  logLevel: string;
  production: boolean;
  /** Whether staff and administrators must have a second factor, or may. [S38] */
  factors: 'compulsory' | 'optional';
  /** What whoever has no second factor shows where one is asked for anew: one that they set up, or their password. [S48] */
  freshProof: 'factor' | 'password';
  /** 32 bytes or more from which signing and encryption keys are derived; embedded installations keep their own. */
  secret: string | undefined;
  /** Another secret that what is kept and signed may still be under: nothing new is, but everything of it opens. */
  formerSecret: string | undefined;
  /** The key service that wraps data keys instead of the secret. */
  keyService: string | undefined;
  /** Another that data keys may still be wrapped by: nothing new is, but everything of it opens. */
  formerKeyService: string | undefined;
  /** Name servers to ask; none: those of the machine. */
  dnsServers: readonly string[];
  /** Where the demonstration's name server takes records by a click. */
  dnsRecordPage: string | undefined;
  smtpUrl: string | undefined;
  /** The gateway for text messages. */
  smsUrl: string | undefined;
  mailFrom: string;
  /** HMRC's register of VAT numbers, with the credentials of the operator's application. */
  hmrcUrl: string | undefined;
  /** The European Union's. */
  viesUrl: string | undefined;
  stripe: { secretKey: string; webhookSecret: string; apiBase: string | undefined } | undefined;
  /** host:port pairs that outgoing requests may reach although they are private: the demonstration's own receivers. */
  outboundAllow: readonly string[];
}

/** Reads and checks the environment; throws StartError with one sentence that names the variable. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const [wrong] = parsed.error.issues;
    throw new StartError(`${wrong?.path.join()} is not usable: set it to ${wrong?.message}.`);
  }
  const e = parsed.data;
  const demo = e.STEWARD_DEMO ? e.STEWARD_DEMO === 'on' : e.DATABASE_URL === undefined;
  if (demo && e.STEWARD_DEMO === undefined && !isLoopback(e.HOST))
    throw new StartError(
      `HOST=${e.HOST} would open the demonstration, whose passwords are published, to whoever reaches this machine. ` +
        'Set STEWARD_DEMO to on if that is meant, to off for an installation of your own, or leave HOST out.',
    );
  const factors = e.STEWARD_FACTORS ?? (demo ? 'optional' : 'compulsory');
  const facing = !isLoopback(e.HOST) || (e.STEWARD_URL && !isLoopback(new URL(e.STEWARD_URL).hostname));
  if (factors === 'optional' && !demo && (e.NODE_ENV === 'production' || facing))
    throw new StartError(
      'STEWARD_FACTORS=optional would let staff and administrators in by a password alone, which only the demonstration and tests may: set it to compulsory, or leave it out.',
    );
  const freshProof = e.STEWARD_FRESH_PROOF ?? (demo ? 'password' : 'factor');
  if (freshProof === 'password' && !demo)
    throw new StartError(
      'STEWARD_FRESH_PROOF=password would let a password alone do what asks for a second factor, which only the demonstration may: set it to factor, or leave it out.',
    );
  const [set, unset] = e.STRIPE_SECRET_KEY
    ? ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET']
    : ['STRIPE_WEBHOOK_SECRET', 'STRIPE_SECRET_KEY'];
  if (Boolean(e.STRIPE_SECRET_KEY) !== Boolean(e.STRIPE_WEBHOOK_SECRET))
    throw new StartError(`${set} is set but ${unset} is not: both are needed to take cards.`);
  if (e.STEWARD_KMS && e.STEWARD_KMS_FORMER && pathOf(e.STEWARD_KMS) === pathOf(e.STEWARD_KMS_FORMER))
    throw new StartError(
      'STEWARD_KMS_FORMER names the same mount and key as STEWARD_KMS, so that nobody could tell what each has wrapped: leave it out, or give one of them another name.',
    );
  return {
    databaseUrl: e.DATABASE_URL,
    databaseOwnerUrl: e.DATABASE_OWNER_URL,
    host: e.HOST,
    port: e.PORT,
    trustedProxies: e.TRUSTED_PROXIES,
    requestLimits: e.REQUEST_LIMITS === 'on',
    shutdownNoticeMs: e.SHUTDOWN_NOTICE_MS,
    publicUrl: e.STEWARD_URL ? new URL(e.STEWARD_URL).origin : listeningUrl(e.HOST, e.PORT),
    dataFolder: path.resolve(e.STEWARD_DATA),
    erasuresFile: path.resolve(e.STEWARD_ERASURES ?? path.join(e.STEWARD_DATA, 'erasures.jsonl')),
    callFolder: e.CALL_RECORDS && path.resolve(e.CALL_RECORDS),
    demo,
    logLevel: e.LOG_LEVEL,
    production: e.NODE_ENV === 'production' && !demo,
    factors,
    freshProof,
    secret: e.STEWARD_SECRET,
    formerSecret: e.STEWARD_SECRET_FORMER,
    keyService: e.STEWARD_KMS,
    formerKeyService: e.STEWARD_KMS_FORMER,
    dnsServers: e.DNS_SERVERS,
    dnsRecordPage: undefined,
    smtpUrl: e.SMTP_URL,
    smsUrl: e.SMS_URL,
    mailFrom: e.SMTP_FROM,
    hmrcUrl: e.HMRC_URL,
    viesUrl: e.VIES_URL,
    stripe: e.STRIPE_SECRET_KEY
      ? {
          secretKey: e.STRIPE_SECRET_KEY,
          webhookSecret: e.STRIPE_WEBHOOK_SECRET ?? '',
          apiBase: e.STRIPE_API_BASE,
        }
      : undefined,
    outboundAllow: [],
  };
}

const pathOf = (url: string): string => new URL(url).pathname;

/** The secrets of an installation, the one that new things are put under first. */
export const secretsOf = ({ secret = '', formerSecret }: Config): Secrets =>
  formerSecret ? [secret, formerSecret] : [secret];

/** Whether a host is this machine, as nobody else can reach it. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host);

/** Whether others than this machine can reach what listens there, or are told to come. */
export const facesOthers = ({ host, publicUrl }: Config): boolean =>
  !isLoopback(host) || !isLoopback(new URL(publicUrl).hostname);

/** Where a browser on this machine finds what listens there. */
export function listeningUrl(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

/** The same, listening on another port. */
export const atPort = (config: Config, port: number): Config => ({
  ...config,
  port,
  publicUrl:
    config.publicUrl === listeningUrl(config.host, config.port)
      ? listeningUrl(config.host, port)
      : config.publicUrl,
});

/** A configuration for tests: no environment, demonstration off, a fresh secret. */
export function testConfig(over: Partial<Config> = {}): Config {
  return {
    ...readConfig({ STEWARD_DEMO: 'off', LOG_LEVEL: 'silent' }),
    secret: randomBytes(32).toString('hex'),
    production: false,
    dataFolder: path.join(tmpdir(), `steward-data-${randomBytes(8).toString('hex')}`),
    erasuresFile: path.join(tmpdir(), `steward-erasures-${randomBytes(8).toString('hex')}.jsonl`),
    factors: 'optional',
    // One person may ask for a whole file's tests at a standing clock; what charges are has tests of its own.
    requestLimits: false,
    ...over,
  };
}
