import { defineConfig } from 'vite';

/**
 * The program for Node, the threads that draw documents and pictures, and the demonstration, which can be left out; libraries stay in
 * node_modules.
 */
export default defineConfig({
  oxc: { decorator: { legacy: true } },
  ssr: { noExternal: ['@steward/shared'] },
  build: {
    ssr: true,
    target: 'node24',
    sourcemap: true,
    rolldownOptions: {
      input: {
        main: 'src/main.ts',
        'drawable-picture.worker': 'src/kernel/drawable-picture.worker.ts',
        'invoice-files.worker': 'src/features/trade/billing/invoice-files.worker.ts',
        'invoiced-calls.worker': 'src/features/trade/calls/invoiced-calls.worker.ts',
        'breach-paper.worker': 'src/features/trust/incidents/breach-paper.worker.ts',
        'deletion-pdf.worker': 'src/features/trust/departures/deletion/deletion-pdf.worker.ts',
        'receipt-pdf.worker': 'src/features/trust/fulfilment/receipt-pdf.worker.ts',
        'review-pdf.worker': 'src/features/trust/reviews/review-pdf.worker.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
});
