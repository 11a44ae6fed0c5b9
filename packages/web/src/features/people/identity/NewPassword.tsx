import { Group, PasswordInput, type PasswordInputProps, Progress, Stack, Text } from '@mantine/core';
import { PASSWORD_LENGTH } from '@steward/shared';
import { passwordStrength } from './password-strength.ts';

interface NewPasswordProps extends PasswordInputProps {
  value?: string;
  /** Words that should not be part of it. */
  personal: readonly string[];
}

const WORDS = ['Too short', 'Weak', 'Fair', 'Good', 'Very good'] as const;
const COLOURS = ['gray', 'red', 'yellow', 'green', 'green'] as const;

/** A field for a password to be, with a hint at how strong it is [I1]. */
export function NewPassword({
  value = '',
  personal,
  label = 'Choose a password',
  ...input
}: NewPasswordProps) {
  const { score, advice } = passwordStrength(value, personal);
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
          <Progress key={step} size={4} value={value && score >= step ? 100 : 0} color={COLOURS[score]} />
        ))}
      </Group>
      <Text id="password-strength" fz="xs" c="dimmed" aria-live="polite">
        {value
          ? `${WORDS[score]}. ${advice}`
          : `At least ${PASSWORD_LENGTH.min} characters; a few words you can remember are best.`}
      </Text>
    </Stack>
  );
}
