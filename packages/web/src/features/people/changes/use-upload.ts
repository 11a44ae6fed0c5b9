import { useCallback } from 'react';
import { useSession } from '../../../data/session.ts';
import { type ApiError, asApiError } from '../../../lib/errors.ts';
import type { BulkField } from './columns.ts';

/** A column of a file, what it is taken for, and what stands in its first rows. */
export interface FoundColumn {
  title: string;
  field: BulkField | null;
  /** Of a column for one service. */
  productId?: string;
  samples: string[];
}

/** What a column is to mean. */
export interface ChosenColumn {
  field: BulkField;
  productId?: string | undefined;
  /** A blank cell empties what there is. */
  empties: boolean;
}

/** A file as it was read: its columns, and the services that one of them could be about. */
export interface ReadFile {
  columns: FoundColumn[];
  services: { id: string; code: string; name: string }[];
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Sends a file of people: to learn what its columns are taken for, then to have it compared with the directory. */
export function useUpload() {
  const { fetchFile } = useSession();
  const send = useCallback(
    async <Answer>(path: string, query: Record<string, string>, file: File): Promise<Answer> => {
      try {
        const response = await fetchFile(`${path}?${new URLSearchParams(query)}`, {
          method: 'POST',
          headers: { 'content-type': /\.xlsx$/i.test(file.name) ? XLSX : 'text/csv' },
          body: file,
        });
        return (await response.json()) as Answer;
      } catch (thrown) {
        throw inWords(asApiError(thrown));
      }
    },
    [fetchFile],
  );
  return {
    columnsOf: (file: File, companyId: string) =>
      send<ReadFile>('/bulk-changes/columns', { companyId }, file),
    /** @returns the id of its change-set */
    preview: async (file: File, companyId: string, chosen: readonly (ChosenColumn | null)[]) => {
      const columns = chosen.flatMap((column, i) => (column ? [written(column, i)] : [])).join(',');
      const query = { companyId, fileName: file.name.slice(-200), columns };
      return (await send<{ id: string }>('/bulk-changes', query, file)).id;
    },
  };
}

const written = ({ field, empties, productId = '' }: ChosenColumn, i: number): string =>
  `${i}:${field}:${empties ? 'empty' : 'leave'}:${productId}`;

/** What is wrong with the file says more than that something is. */
function inWords(error: ApiError): ApiError {
  if (error.fields.length) error.message = error.fields.map((field) => field.message).join(' ');
  return error;
}
