import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPhotoUp } from '@tabler/icons-react';
import { ApiError } from '../../../lib/errors.ts';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Portrait } from '../../../ui/Portrait.tsx';
import { Section } from '../../../ui/Section.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { drawPhoto } from './draw-photo.ts';

const UNREADABLE = 'This file is not a picture that can be read here. Choose a JPEG, PNG or WebP.';

interface PhotoProps {
  name: string;
  photo: string | null;
  hint: string;
  /** Keeps a data: URL as the photo, or none. */
  keep: (photo: string | null) => Promise<unknown>;
}

/** The photo of somebody, to be chosen, changed and taken away at once. */
export function Photo({ name, photo, hint, keep }: PhotoProps) {
  const choose = useDeed(async (file: File) => {
    const drawn = await drawPhoto(file).catch(() => undefined);
    if (!drawn) throw new ApiError('INVALID_INPUT', UNREADABLE);
    await keep(drawn);
    notifications.show({ message: 'The photo is saved.' });
  });
  const remove = useDeed(async () => {
    await keep(null);
    notifications.show({ message: 'The photo is removed.' });
  });
  const problem = (choose.error ?? remove.error)?.message;
  return (
    <Section title="Photo">
      <Stack gap="sm">
        <FormProblem message={problem} />
        <Group gap="md" wrap="nowrap">
          <Portrait name={name} photo={photo} size={72} />
          <Stack gap="xs">
            <Text c="dimmed" fz="sm">
              {hint}
            </Text>
            <Group gap="xs">
              <FileButton
                onChange={(file) => file && void choose.run(file)}
                accept="image/jpeg,image/png,image/webp"
              >
                {(props) => (
                  <Button
                    {...props}
                    size="xs"
                    variant="default"
                    leftSection={<IconPhotoUp size={14} />}
                    loading={choose.busy}
                  >
                    {photo ? 'Change photo' : 'Choose photo'}
                  </Button>
                )}
              </FileButton>
              {photo && (
                <Button
                  size="xs"
                  variant="subtle"
                  color="gray"
                  loading={remove.busy}
                  onClick={() => void remove.run()}
                >
                  Remove
                </Button>
              )}
            </Group>
          </Stack>
        </Group>
      </Stack>
    </Section>
  );
}
