import 'reflect-metadata';
import { emitSchema } from './app.ts';
import {
  exportData,
  inviteStaff,
  migrateOnly,
  replay,
  rotate,
  rotateSigning,
  serve,
  start,
  verifyAudit,
  verifyLedger,
  work,
} from './commands.ts';
import { StartError } from './kernel/start-error.ts';
import { Lifetime } from './lifetime.ts';

/** The commands of the process. `start` does everything at once; the others are the parts, for production. */
const commands: Record<string, (life: Lifetime, args: string[]) => Promise<void>> = {
  start,
  serve,
  work,
  migrate: migrateOnly,
  'invite-staff': inviteStaff,
  'export-tenant': exportData,
  'rotate-keys': rotate,
  'replay-erasures': replay,
  'rotate-signing-keys': rotateSigning,
  'verify-audit': verifyAudit,
  'verify-ledger': verifyLedger,
  schema: emitSchema,
};

const [name = 'start', ...args] = process.argv.slice(2);
const life = new Lifetime();

async function run(): Promise<void> {
  try {
    const command = commands[name];
    if (!command)
      throw new StartError(
        `There is no command "${name}": choose one of ${Object.keys(commands).join(', ')}.`,
      );
    await command(life, args);
  } catch (error) {
    await life.fail(error instanceof StartError ? error.message : ((error as Error).stack ?? String(error)));
  }
}

// Not waited for here: the demonstration is a part that needs this one to be complete.
void run();
