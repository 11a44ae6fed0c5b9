import type { Directory } from './directory.ts';
import type { Rdn } from './dn.ts';
import { RESULT } from './faults.ts';

/** Makes the units of a place below the base that are not there yet. */
export async function addUnits(
  directory: Directory,
  unit: readonly Rdn[],
  base: readonly Rdn[],
): Promise<void> {
  if (await directory.read([...unit, ...base], ['1.1'])) return;
  for (let from = unit.length - 1; from >= 0; from -= 1) {
    const at = [...unit.slice(from), ...base];
    const entry = { objectClass: ['top', 'organizationalUnit'], ou: [(unit[from] as Rdn)[1]] };
    await directory.add(at, entry, [RESULT.EXISTS]);
  }
}
