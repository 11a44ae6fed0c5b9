import { Stack } from '@mantine/core';
import { useViewer } from '../../../data/viewer.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { HeldNumbers } from './HeldNumbers.tsx';

/** What an end user has been given [R2]. */
export function MyDevicesPage() {
  const { endUser } = useViewer();
  return (
    <>
      <PageHeader
        title="My devices and numbers"
        description="What your company has given you. Tell your administrator what is not right."
      />
      {endUser && (
        <Stack maw={720}>
          <HeldNumbers endUserId={endUser.id} />
        </Stack>
      )}
    </>
  );
}
