import { Button, FileButton, Group, Input } from '@mantine/core';
import { IconPhotoUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Mark } from '../Mark.tsx';

interface LogoFieldProps {
  /** A data: URL, or empty. */
  value: string;
  error?: ReactNode;
  onChange: (dataUrl: string) => void;
  onError: (message: string) => void;
}

/** What the API takes. */
const TYPES = ['image/png', 'image/jpeg'];
const MAX_BYTES = 200 * 1024;

/** Chooses a picture and keeps it as a data: URL; the picture is never sent anywhere but with the form. */
export function LogoField({ value, error, onChange, onError }: LogoFieldProps) {
  const take = (file: File | null) => {
    if (!file) return;
    if (!TYPES.includes(file.type)) return onError('Must be a PNG or JPEG picture.');
    if (file.size > MAX_BYTES) return onError('May have at most 200 kB. Choose a smaller picture.');
    const reader = new FileReader();
    reader.onload = () => onChange(String(reader.result));
    reader.onerror = () => onError('This file could not be read. Choose another.');
    reader.readAsDataURL(file);
  };
  return (
    <Input.Wrapper
      label="Logo"
      description="PNG or JPEG, at most 200 kB; square looks best."
      error={error}
      labelElement="div"
    >
      <Group gap="xs" wrap="nowrap">
        {value && <Mark name="this reseller" logo={value} size={34} />}
        <FileButton onChange={take} accept={TYPES.join(',')}>
          {(props) => (
            <Button variant="default" leftSection={<IconPhotoUp size={16} />} {...props}>
              {value ? 'Change logo' : 'Choose logo'}
            </Button>
          )}
        </FileButton>
        {value && (
          <Button variant="subtle" color="gray" onClick={() => onChange('')}>
            Remove
          </Button>
        )}
      </Group>
    </Input.Wrapper>
  );
}
