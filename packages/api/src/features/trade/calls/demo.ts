import { addDays, localDate } from '@steward/shared';
import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { addCallSource } from './add-call-source.ts';
import { recordCalls } from './record-calls.ts';
import { setCallSettings } from './set-call-settings.ts';
import { takeInCalls } from './take-in-calls.ts';

/** How often each is called, out of a hundred, and how its numbers go on. */
const CALLED = [
  [46, '+4420794', 5],
  [18, '+447700900', 3],
  [12, '+4411349', 5],
  [6, '+443069990', 3],
  [5, '+35315550', 3],
  [4, '+491515550', 4],
  [3, '+12125550', 3],
  [2, '+448715550', 3],
  [1, '+61255501', 4],
  // No tariff knows it yet.
  [3, '+351215550', 3],
] as const;
const DAYS = 35;
const BATCH = 1_000;

/** Numbers that look thrown and are the same each time. */
function dice(): (below: number) => number {
  let state = 20_261_130;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/**
 * The operator’s exchange tells of some thousand calls of the last five weeks, most from Globex: in office hours, to where people call, a
 * few to a country without a price, a few from a number that is nobody’s; and a file of it, of which a line is torn; today of some that are dear. Globex lets its people see their own.
 */
async function playCalls(demonstration: Demonstration): Promise<void> {
  const { inScope, setting } = demonstration;
  const staff = await actAs(demonstration, 'staff@xe2.example');
  const globex = await actAs(demonstration, 'admin@globex.example');
  if (!staff || !globex) return;
  const lines = await inScope((scope) =>
    scope.sql<{ number: string; companyId: string }>(
      `select n.number, n.company_id as "companyId" from telephone_number n join company c on c.id = n.company_id
        where n.state = 'IN_USE' and c.name = 'Globex Ltd' order by n.number_key`,
    ),
  );
  const [first] = lines;
  if (!first) return;
  // Whose calls they are is asked of the day of each.
  await inScope((scope) =>
    scope.sql(
      `update number_holding h set held_from = held_from - interval '60 days' from telephone_number n
        where n.id = h.telephone_number_id and n.company_id = $1`,
      [first.companyId],
    ),
  );
  const throwDice = dice();
  const today = localDate(setting.scopes.clock.now());
  const calls = Array.from({ length: DAYS }, (_, back) => addDays(today, back - DAYS)).flatMap((day) => {
    const weekend = [0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());
    return Array.from({ length: weekend ? 6 : 130 + throwDice(40) }, (_, i) => {
      const number = numberOf(throwDice);
      const line = throwDice(150) ? lines[throwDice(lines.length)]?.number : '+441134960199';
      const inbound = throwDice(10) < 2;
      const two = (value: number) => String(value).padStart(2, '0');
      return {
        callId: `${day}-${i}`,
        from: (inbound ? number : line) ?? '',
        to: (inbound ? line : number) ?? '',
        startedAt: `${day}T${two(8 + throwDice(10))}:${two(throwDice(60))}:${two(throwDice(60))}Z`,
        seconds: throwDice(4) ? 8 + throwDice(240) : 240 + throwDice(1_800),
      };
    });
  });
  const sourceId = await perform(staff, addCallSource, {
    name: 'Leeds exchange',
    format: 'ASTERISK',
    timeZone: 'Europe/London',
  });
  for (let at = 0; at < calls.length; at += BATCH)
    await perform(staff, recordCalls, { sourceId, calls: calls.slice(at, at + BATCH) });
  await perform(staff, takeInCalls, {
    sourceId,
    fileName: `master-${addDays(today, -1)}.csv`,
    content: file(addDays(today, -1), first.number),
  });
  await perform(staff, recordCalls, { sourceId, calls: dearCalls(setting.scopes.clock.now(), first.number) });
  await perform(globex, setCallSettings, { companyId: first.companyId, itemised: true, endUsersSee: true });
}

/** What was called today that costs more than is usual: by Globex here and there, by Initech’s reception again and again to satellites. */
function dearCalls(now: Date, from: string) {
  const midnight = Date.parse(`${localDate(now)}T00:00:00Z`);
  return [
    ...[...Array(4).keys()].map((i) => ({ from, to: '+97145550100', minutes: 18, ago: 70 + i * 12 })),
    ...[...Array(3).keys()].map((i) => ({ from, to: '+18765550123', minutes: 12, ago: 40 + i * 9 })),
    { from, to: '+449098790000', minutes: 2, ago: 12 },
    ...[...Array(6).keys()].map((i) => ({
      from: '+441174960210',
      to: `+88165550${100 + i}`,
      minutes: 3,
      ago: 8 + i * 4,
    })),
  ].map(({ from: line, to, minutes, ago }, i) => ({
    callId: `today-${i}`,
    from: line,
    to,
    // Just after midnight it is what has just been called.
    startedAt: new Date(
      Math.max(now.getTime() - ago * 60_000, Math.min(midnight, now.getTime())),
    ).toISOString(),
    seconds: minutes * 60,
  }));
}

/** A file as Asterisk writes it: two calls, one that was known, one to a helpline, one that nobody answered, and a line torn off. */
async function* file(day: string, from: string): AsyncGenerator<Uint8Array> {
  const line = (to: string, time: string, seconds: number, id: string): string =>
    `"","${from}","${to}","internal","","PJSIP/1","PJSIP/2","Dial","","${day} ${time}","${day} ${time}","${day} ${time}",${seconds + 3},${seconds},"${seconds ? 'ANSWERED' : 'NO ANSWER'}","DOCUMENTATION","${id}",""`;
  const lines = [
    line('02079460018', '09:12:31', 184, 'master-1'),
    line('07700900141', '09:20:05', 37, 'master-2'),
    line('02079460018', '09:12:31', 184, 'master-1'),
    line('116123', '09:41:00', 640, 'master-3'),
    line('02079460233', '10:02:44', 0, 'master-4'),
    line('02079460233', '10:03:20', 61, 'master-5').slice(0, 70),
  ];
  yield new TextEncoder().encode(lines.join('\n'));
}

function numberOf(throwDice: (below: number) => number): string {
  let thrown = throwDice(100);
  const [, begins, digits] =
    CALLED.find(([share]) => {
      thrown -= share;
      return thrown < 0;
    }) ?? CALLED[0];
  return `${begins}${String(throwDice(10 ** digits)).padStart(digits, '0')}`;
}

export const demo: DemoPart = { present: playCalls };
