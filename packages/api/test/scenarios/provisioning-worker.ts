import { createApp } from '../../src/app.ts';
import { useStandInKind } from '../../src/features/service/provisioning/testing/stand-in.ts';
import { testConfig } from '../../src/kernel/config.ts';

/** A worker as a process of its own, for a test to kill: its arguments are the database, the secret and whom it may call. */
const [url = '', secret = '', allowed = ''] = process.argv.slice(2);
useStandInKind();
const app = await createApp(testConfig({ secret, outboundAllow: [allowed] }), url);
await app.work();
process.stdout.write('works');
