import { Stack } from '@mantine/core';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { HeldData } from './HeldData.tsx';
import { Receipts } from './Receipts.tsx';

/** What is held of whoever looks, and what was done about it [D3]. */
export function HeldDataPage() {
  return (
    <>
      <PageHeader title="What is held" />
      <Stack>
        <Section>
          <HeldData endUserId={null} />
        </Section>
        <Receipts filter={{}} />
      </Stack>
    </>
  );
}
