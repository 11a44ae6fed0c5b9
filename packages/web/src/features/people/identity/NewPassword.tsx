import { Group, PasswordInput, type PasswordInputProps, Progress, Stack, Text } from '@mantine/core';
import { PASSWORD_LENGTH } from '@steward/shared';
import { isTooShort, usePasswordFitness } from './password-strength.ts';

interface NewPasswordProps extends PasswordInputProps {
  value?: string;
  /** What a guesser knows about whoever it is for: names, address, company. */
  personal: readonly string[];
}

const WORDS = ['Very weak', 'Weak', 'Fair', 'Good', 'Very good'] as const;
const COLOURS = ['red', 'red', 'yellow', 'green', 'green'] as const;
const RULE = `At least ${PASSWORD_LENGTH.min} characters of any kind; a few words you can remember are best.`;

/** A field for a password to be, which says while one types what it is worth and why it would be refused [I1] [S36]. */
export function NewPassword({
  value = '',
  personal,
  label = 'Choose a password',
  ...input
}: NewPasswordProps) {
  const fitness = usePasswordFitness(value, personal);
  const steps = fitness && (fitness.refusal ? 1 : Math.max(fitness.score, 2));
  // What stands at the field already is not said twice.
  const said =
    fitness?.refusal && fitness.refusal !== input.error ? fitness.refusal : `${WORDS[steps ?? 0]}.`;
  return (
    <Stack gap={6}>
      <PasswordInput
        label={label}
        autoComplete="new-password"
        maxLength={PASSWORD_LENGTH.max}
        required
        value={value}
        aria-describedby="password-strength"
        {...input}
      />
      <Group gap={4} grow aria-hidden>
        {[1, 2, 3, 4].map((step) => (
          <Progress
            key={step}
            size={4}
            value={steps && steps >= step ? 100 : 0}
            color={COLOURS[steps ?? 0]}
          />
        ))}
      </Group>
      <Text id="password-strength" fz="xs" c="dimmed" aria-live="polite">
        {isTooShort(value) || !steps ? RULE : said}
      </Text>
    </Stack>
  );
}
