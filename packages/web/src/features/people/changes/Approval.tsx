import { Switch } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Section } from '../../../ui/Section.tsx';
import { useDeed } from '../../../ui/use-deed.ts';

const ApprovalDocument = graphql(`
  query BulkChangeApproval($id: ID!) {
    company(id: $id) {
      id
      bulkChangeApproval
    }
  }
`);

const SetApprovalDocument = graphql(`
  mutation SetBulkChangeApproval($input: SetBulkChangeApprovalInput!) {
    setBulkChangeApproval(input: $input) {
      id
      bulkChangeApproval
    }
  }
`);

/** Whether a second person of the company must approve what a file changes [U2]. */
export function Approval({ companyId }: { companyId: string }) {
  const read = useRead(ApprovalDocument, { id: companyId }, { types: ['Company'] });
  const set = useSend(SetApprovalDocument);
  const { run, busy, error } = useDeed((required: boolean) => set({ input: { required } }));
  if (read.state !== 'ready') return null;
  return (
    <Section>
      <Switch
        label="A second person must approve imports"
        description="Somebody of your company who did not submit the file looks at it before anything is changed."
        checked={read.data.company?.bulkChangeApproval ?? false}
        disabled={busy}
        onChange={(event) => void run(event.currentTarget.checked)}
      />
      <FormProblem message={error?.message} />
    </Section>
  );
}
