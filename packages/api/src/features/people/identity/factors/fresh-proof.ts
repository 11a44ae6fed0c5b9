import { view } from '../../../../kernel/graphql/door.ts';
import { input } from '../../../../kernel/input.ts';
import { enumeration } from '../../../../kernel/table.ts';

const FreshProof = enumeration('FreshProof', {
  FACTOR: 'FACTOR',
  ENROLMENT: 'ENROLMENT',
  PASSWORD: 'PASSWORD',
});

/** What whoever asks shows where something asks for a second factor anew: theirs, one they set up now, or their password. [S48] */
export const freshProof = view({
  name: 'freshProof',
  permission: 'member',
  input: input('FreshProofInput', {}),
  type: () => FreshProof,
  async run(scope, _input, { factors }): Promise<keyof typeof FreshProof> {
    const [own] = await scope.sql<{ confirmed: string }>('select confirmed from own_enrolment()');
    if (Number(own?.confirmed)) return 'FACTOR';
    return factors.passwordStandsIn ? 'PASSWORD' : 'ENROLMENT';
  },
});
