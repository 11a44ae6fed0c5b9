import { test } from 'vitest';
import { startTestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld } from '../../../kernel/testing/world.ts';
import { takenAddresses } from './taken-addresses.ts';
import { readUserFile } from './user-file.ts';
import { checkRows } from './check-rows.ts';

test('time', async () => {
  const app = await startTestApp();
  const world = await createWorld(app);
  const file = (name: string, n: number) => 'First name,Last name,E-mail,Mobile,Job title\n' + Array.from({ length: n }, (_, i) => `Ada ${i},${name},${name}${i}@globex.example,07700 9${String(i).padStart(5,'0')},Head\n`).join('');
  const up = async (name: string, n: number) => {
    const body = new TextEncoder().encode(file(name, n)); await new Promise((r) => setTimeout(r, 20)); max = 0;
    const t0 = performance.now();
    const r = await fetch(`${app.url}/imports/end-users?fileName=a.csv`, { method: 'POST', headers: { 'content-type': 'text/csv', authorization: `Bearer ${world.globex.admin.token}` }, body });
    const { id } = (await r.json()) as { id: string };
    const t1 = performance.now(); const m1 = max; max = 0;
    const a = await app.ask('mutation ($id: ID!) { confirmEndUserImport(input: { id: $id }) { state } }', { id }, world.globex.admin.token);
    const t2 = performance.now();
    console.log(name, n, 'preview', Math.round(t1 - t0), 'confirm', Math.round(t2 - t1), 'blocks', Math.round(m1), Math.round(max), JSON.stringify(a.errors ?? a.data));
  };
  let max = 0; let last = performance.now();
  const tick = setInterval(() => { const now = performance.now(); max = Math.max(max, now - last); last = now; }, 1);
  const pf = new TextEncoder().encode(file('p', 20000)); await new Promise((r) => setTimeout(r, 20)); max = 0;
  const p0 = performance.now();
  const f = await readUserFile(pf); console.log('block parse', Math.round(max)); max = 0;
  const p1 = performance.now();
  await checkRows(f.rows, ['globex.example']);
  console.log('parse 20k', Math.round(p1 - p0), 'check', Math.round(performance.now() - p1), 'longest block', Math.round(max));
  max = 0;
  await up('A', 10000); console.log('block', Math.round(max)); max = 0;
  await up('B', 10000); console.log('block', Math.round(max));max = 0;
  await up('C', 300);
  await up('D', 20000); console.log('block', Math.round(max));
  clearInterval(tick);
  // reference
  const t = performance.now();
  await world.sql(`with g as materialized (select uuidv7() id, 'Ada '||i as f, 'ref'||i||'@globex.example' as e, '+44770090'||i m from generate_series(1,10000) i),
   u as (insert into end_user (id,reseller_id,company_id,first_name,last_name,email,mobile,status,created_at) select id,$1,$2,f,'Ref',e,m,'ACTIVE',now() from g)
   insert into email_address (id,reseller_id,company_id,end_user_id,domain_id,address,"primary",created_at) select uuidv7(),$1,$2,id,$3,e,true,now() from g`, [world.northwind.id, world.globex.id, world.globex.domainId]);
  console.log('reference 10k', Math.round(performance.now() - t));
  const creds = await app.app.services.tokens.verify(world.globex.admin.token);
  await app.app.scopes.run(creds, { requestId: 'x' }, async (scope) => {
    const given = Array.from({ length: 300 }, (_, i) => `zz${i}@globex.example`);
    const t3 = performance.now();
    await takenAddresses(scope, world.globex.id, Array.from({ length: 10000 }, (_, i) => `zz${i}@globex.example`));
    console.log('taken', Math.round(performance.now() - t3));
  });
  await app.close();
}, 120000);
