import { Stack } from '@mantine/core';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { HeldDevices } from './HeldDevices.tsx';
import { HeldLines } from './HeldLines.tsx';
import { HeldNumbers } from './HeldNumbers.tsx';

/** What an end user has been given [R2]. */
export function MyDevicesPage() {
  const { endUser } = useViewer();
  const can = useCan();
  return (
    <>
      <PageHeader
        title="My devices and numbers"
        description="What your company has given you. Tell your administrator what is not right."
      />
      {endUser && (
        <Stack maw={720}>
          <HeldDevices endUserId={endUser.id} />
          {can('LINE_READ') && <HeldLines endUserId={endUser.id} />}
          {can('NUMBER_READ') && <HeldNumbers endUserId={endUser.id} />}
        </Stack>
      )}
    </>
  );
}
