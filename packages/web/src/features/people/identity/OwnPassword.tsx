import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useViewer } from '../../../data/viewer.ts';

/** One's own password, once more, for what an open session alone must not do; spread a form's `getInputProps` onto it. */
export function OwnPassword({ label = 'Your password', ...input }: PasswordInputProps) {
  const { email } = useViewer();
  return (
    <>
      <PasswordInput label={label} autoComplete="current-password" maxLength={1_000} required {...input} />
      {/* A password manager wants to know whose password it is. */}
      <input autoComplete="username" value={email} readOnly hidden />
    </>
  );
}
