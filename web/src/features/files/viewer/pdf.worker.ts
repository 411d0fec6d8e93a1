/** Reads PDFs beside the page: the package's own worker, in a file that the build makes of it. */
import 'pdfjs-dist/build/pdf.worker.min.mjs';
