import 'reflect-metadata';
import { emitSchema } from './app.ts';
import { inviteStaff, migrateOnly, serve, start, work } from './commands.ts';
import { StartError } from './kernel/start-error.ts';

/** The commands of the process. `start` does everything at once; the others are the parts, for production. */
const commands: Record<string, (args: string[]) => Promise<void>> = {
  start,
  serve,
  work,
  migrate: migrateOnly,
  'invite-staff': inviteStaff,
  schema: emitSchema,
};

const [name = 'start', ...args] = process.argv.slice(2);
const command = commands[name];
try {
  if (!command) throw new StartError(`There is no command "${name}": choose one of ${Object.keys(commands).join(', ')}.`);
  await command(args);
} catch (error) {
  process.stderr.write(error instanceof StartError ? `${error.message}\n` : `${(error as Error).stack}\n`);
  process.exitCode = 1;
}
