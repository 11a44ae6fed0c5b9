import { Alert, Button, Progress, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { graphql } from '../../../../data/graphql.ts';
import { useSend } from '../../../../data/use-send.ts';
import { count, plural } from '../../../../lib/format.ts';
import { ConfirmButton } from '../../../../ui/ConfirmButton.tsx';
import { FormProblem } from '../../../../ui/form/FormProblem.tsx';
import { ButtonLink } from '../../../../ui/links.tsx';
import { PageHeader } from '../../../../ui/PageHeader.tsx';
import { useDeed } from '../../../../ui/use-deed.ts';
import type { UserImport } from './ImportPreviewPage.tsx';
import { PreviewRows } from './PreviewRows.tsx';

const ConfirmDocument = graphql(`
  mutation ConfirmEndUserImport($input: ConfirmEndUserImportInput!) {
    confirmEndUserImport(input: $input) {
      id
      state
    }
  }
`);

const DiscardDocument = graphql(`
  mutation DiscardEndUserImport($input: DiscardEndUserImportInput!) {
    discardEndUserImport(input: $input) {
      id
      state
    }
  }
`);

/** The file as it was read: what is wrong with it, or the one button that writes it, whole or not at all [U2]. */
export function ImportPreview({ preview }: { preview: UserImport }) {
  const { id, fileName, rowCount, errorCount, unknownColumns, company } = preview;
  const confirm = useSend(ConfirmDocument, 'EndUser');
  const discard = useSend(DiscardDocument);
  const navigate = useNavigate();
  const { run: write, busy, error } = useDeed(() => confirm({ input: { id } }));
  const right = errorCount === 0;
  const start = { to: '/end-users/import', search: { companyId: company.id } } as const;

  return (
    <>
      <PageHeader
        title={fileName}
        crumbs={[
          { label: 'End users', link: { to: '/end-users' } },
          { label: 'Import', link: start },
        ]}
        description={`${plural(rowCount, 'row')} for ${company.name}`}
        actions={
          <>
            <ConfirmButton
              title="Discard this file?"
              consequence="What was read from it is deleted here. Nothing has been added to the directory."
              confirmLabel="Discard"
              destructive
              disabled={busy}
              onConfirm={async () => {
                await discard({ input: { id } });
                notifications.show({ message: `${fileName} is discarded.` });
                void navigate(start);
              }}
            >
              Discard
            </ConfirmButton>
            {right ? (
              <Button onClick={write} loading={busy}>
                Add {plural(rowCount, 'end user')} to {company.name}
              </Button>
            ) : (
              <ButtonLink {...start}>Upload the corrected file</ButtonLink>
            )}
          </>
        }
      />
      <Stack>
        <FormProblem message={error?.message} />
        {busy && (
          <Stack gap={6} role="status">
            <Text fz="sm">Adding {plural(rowCount, 'end user')} …</Text>
            <Progress value={100} animated aria-label="Adding end users" />
          </Stack>
        )}
        {right ? (
          <Alert
            color="green"
            icon={<IconCircleCheck />}
            title={`All ${plural(rowCount, 'row')} can be added`}
          >
            Nothing is written until you confirm.
          </Alert>
        ) : (
          <Alert
            color="red"
            icon={<IconAlertTriangle />}
            title={`${count(errorCount)} of ${plural(rowCount, 'row')} ${errorCount === 1 ? 'has' : 'have'} errors`}
          >
            Nothing has been written, and nothing can be until every row is right. Correct the file and upload
            it again.
          </Alert>
        )}
        {unknownColumns.length > 0 && (
          <Alert color="yellow" icon={<IconAlertTriangle />} title="Columns that are left out">
            {unknownColumns.map((column) => `“${column}”`).join(', ')}: there is no place for{' '}
            {unknownColumns.length === 1 ? 'it' : 'them'} in the directory.
          </Alert>
        )}
        <PreviewRows preview={preview} />
      </Stack>
    </>
  );
}
