import { Alert, Badge, Group, ScrollArea, Stack, Text } from '@mantine/core';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { count, moneyMicro, plural } from '../../../lib/format.ts';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Dash } from '../../../ui/Money.tsx';
import type { besideOf } from './import-values.ts';

const PreviewDocument = graphql(`
  query TariffImport(
    $tariffId: ID
    $csv: String!
    $bands: [TariffBandInput!]
    $bundles: [TariffBundleInput!]
  ) {
    tariffImport(tariffId: $tariffId, csv: $csv, bands: $bands, bundles: $bundles) {
      beforeNumber
      zoneCount
      prefixCount
      newCount
      changedCount
      goneCount
      sameCount
      problemCount
      problems {
        line
        message
      }
      rows {
        key
        zone
        band
        beforeMicro
        micro
        note
        outcome
      }
    }
  }
`);
type Preview = ResultOf<typeof PreviewDocument>['tariffImport'];

interface ImportPreviewProps extends ReturnType<typeof besideOf> {
  tariffId: string | null;
  currency: string;
  csv: string;
}

/** What a file changes, or what is wrong with it, before anything is made of it [B2]. */
export function ImportPreview({ currency, ...file }: ImportPreviewProps) {
  const read = useRead(PreviewDocument, file, { types: ['Tariff'] });
  return (
    <Loaded from={read}>
      {({ tariffImport: preview }) => (
        <Stack gap="xs" role="status">
          {preview.problemCount > 0 && <Problems of={preview} />}
          <Group gap="xs">
            <Badge variant="light" color="blue">
              {count(preview.newCount)} new
            </Badge>
            <Badge variant="light" color="yellow">
              {count(preview.changedCount)} changed
            </Badge>
            <Badge variant="light" color="gray">
              {count(preview.goneCount)} gone
            </Badge>
            <Text fz="sm" c="dimmed">
              {plural(preview.zoneCount, 'zone')}, {plural(preview.prefixCount, 'prefix', 'prefixes')}
              {preview.beforeNumber !== null &&
                `; ${count(preview.sameCount)} as in version ${preview.beforeNumber}`}
            </Text>
          </Group>
          {preview.beforeNumber !== null && preview.rows.length > 0 && (
            <ScrollArea.Autosize mah={280} tabIndex={0} aria-label="What the file changes">
              <FigureTable
                label="What the file changes"
                head={['Zone', 'Band', 'Before', 'In the file', 'Besides']}
                numeric={[2, 3]}
                rows={preview.rows.map(({ key, zone, band, beforeMicro, micro, note }) => ({
                  key,
                  cells: [
                    zone,
                    band,
                    beforeMicro === null ? <Dash key="before" /> : moneyMicro(beforeMicro, currency),
                    micro === null ? <Dash key="now" /> : moneyMicro(micro, currency),
                    note,
                  ],
                }))}
              />
            </ScrollArea.Autosize>
          )}
        </Stack>
      )}
    </Loaded>
  );
}

const SAID = 8;

function Problems({ of: { problems, problemCount } }: { of: Preview }) {
  return (
    <Alert color="red" title="Put this right and choose the file again">
      {problems.slice(0, SAID).map(({ line, message }) => (
        <Text key={`${line} ${message}`} fz="sm">
          {line !== null && `Line ${line}: `}
          {message}
        </Text>
      ))}
      {problemCount > SAID && <Text fz="sm">And {count(problemCount - SAID)} more.</Text>}
    </Alert>
  );
}
