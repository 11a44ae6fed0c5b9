import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { StartError } from './start-error.ts';

/** The only reader of the environment. */
const Environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  HOST: z.string().default('localhost'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  NODE_ENV: z.string().default('production'),
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  SMTP_FROM: z.string().default('Steward <no-reply@steward.example>'),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  STEWARD_DATA: z.string().default('.data'),
  STEWARD_DEMO: z.enum(['on', 'off']).optional(),
  STEWARD_SECRET: z.string().min(32).optional(),
  STEWARD_URL: z.url({ protocol: /^https?$/ }).optional(),
  STRIPE_API_BASE: z.url({ protocol: /^https?$/ }).optional(),
  STRIPE_SECRET_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
});

export interface Config {
  /** Login that serves: a member of the level roles, owner of nothing. Absent: the embedded server is used. */
  databaseUrl: string | undefined;
  /** Login of the tables' owner, for migrations only. */
  databaseOwnerUrl: string | undefined;
  host: string;
  port: number;
  /** Address under which people reach the console; links in mail begin with it. */
  publicUrl: string;
  dataFolder: string;
  demo: boolean;
  logLevel: string;
  production: boolean;
  /** 32 bytes or more from which signing and encryption keys are derived; embedded installations keep their own. */
  secret: string | undefined;
  smtpUrl: string | undefined;
  mailFrom: string;
  stripe: { secretKey: string; webhookSecret: string; apiBase: string | undefined } | undefined;
  /** host:port pairs that outgoing requests may reach although they are private: the demonstration's own receivers. */
  outboundAllow: readonly string[];
}

/** Reads and checks the environment; throws StartError with one sentence that names the variable. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new StartError(
      `The environment variable ${issue?.path.join('.')} is not usable: ${issue?.message}.`,
    );
  }
  const e = parsed.data;
  const demo = e.STEWARD_DEMO ? e.STEWARD_DEMO === 'on' : e.DATABASE_URL === undefined;
  if (e.STRIPE_SECRET_KEY && !e.STRIPE_WEBHOOK_SECRET) {
    throw new StartError(
      'STRIPE_SECRET_KEY is set but STRIPE_WEBHOOK_SECRET is not: both are needed to take cards.',
    );
  }
  return {
    databaseUrl: e.DATABASE_URL,
    databaseOwnerUrl: e.DATABASE_OWNER_URL,
    host: e.HOST,
    port: e.PORT,
    publicUrl: (e.STEWARD_URL ?? `http://${e.HOST}:${e.PORT}`).replace(/\/$/, ''),
    dataFolder: path.resolve(e.STEWARD_DATA),
    demo,
    logLevel: e.LOG_LEVEL,
    production: e.NODE_ENV === 'production' && !demo,
    secret: e.STEWARD_SECRET,
    smtpUrl: e.SMTP_URL,
    mailFrom: e.SMTP_FROM,
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

/** A configuration for tests: no environment, demonstration off, a fresh secret. */
export function testConfig(over: Partial<Config> = {}): Config {
  return {
    ...readConfig({ STEWARD_DEMO: 'off', LOG_LEVEL: 'silent' }),
    secret: randomBytes(32).toString('hex'),
    production: false,
    ...over,
  };
}
