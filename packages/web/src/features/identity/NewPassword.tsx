import { Group, PasswordInput, Progress, Stack, Text } from '@mantine/core';
import { PASSWORD_MAX, passwordStrength } from './password-strength.ts';

interface NewPasswordProps {
  value: string;
  onChange: (password: string) => void;
  /** Words that should not be part of it. */
  personal: readonly string[];
  error?: string;
}

const WORDS = ['Too short', 'Weak', 'Fair', 'Good', 'Very good'] as const;
const COLOURS = ['gray', 'red', 'yellow', 'green', 'green'] as const;

/** A field for a password to be, with a hint at how strong it is [I1]. */
export function NewPassword({ value, onChange, personal, error }: NewPasswordProps) {
  const { score, advice } = passwordStrength(value, personal);
  return (
    <Stack gap={6}>
      <PasswordInput
        label="Choose a password"
        autoComplete="new-password"
        size="md"
        maxLength={PASSWORD_MAX}
        required
        value={value}
        error={error}
        aria-describedby="password-strength"
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <Group gap={4} grow aria-hidden>
        {[1, 2, 3, 4].map((step) => (
          <Progress key={step} size={4} value={value && score >= step ? 100 : 0} color={COLOURS[score]} />
        ))}
      </Group>
      <Text id="password-strength" fz="xs" c="dimmed" aria-live="polite">
        {value
          ? `${WORDS[score]}. ${advice}`
          : 'At least 8 characters; a few words you can remember are best.'}
      </Text>
    </Stack>
  );
}
