/** Opens PDFs with pdf.js. Loaded only when one is looked at. */
import {
  getDocument,
  GlobalWorkerOptions,
  PasswordException,
  version,
  type PDFDocumentProxy,
  type PDFPageProxy,
  type RenderTask,
} from 'pdfjs-dist';

export type PdfPage = PDFPageProxy;

export interface OpenedPdf {
  /** That are shown. */
  readonly count: number;
  /** That there are. */
  readonly total: number;
  /** From 1 on. */
  page(number: number): Promise<PdfPage>;
}

export type PdfFault = 'locked' | 'broken';

export class PdfError extends Error {
  readonly fault: PdfFault;

  constructor(fault: PdfFault, cause: unknown) {
    super(fault, { cause });
    this.fault = fault;
  }
}

/** More are not laid out: nobody reads them here. */
const mostPages = 500;
/** Pixels of one picture in it; larger ones are left out. */
const mostPixels = 64_000_000;
/** Bytes that are asked for at once. */
const chunk = 128 * 1024;

/**
 * Reads of it what is looked at. Each has a worker of its own, which the signal ends: no file can keep anything busy that
 * is closed. Rejects with PdfError.
 */
export async function openPdf(url: string, signal: AbortSignal): Promise<OpenedPdf> {
  const port = new Worker(new URL('./pdf.worker.ts', import.meta.url), { type: 'module' });
  // Taken up at once by what follows.
  GlobalWorkerOptions.workerPort = port;
  const loading = getDocument({
    url,
    withCredentials: true,
    rangeChunkSize: chunk,
    disableAutoFetch: true,
    maxImageSize: mostPixels,
    // Our policy allows neither compiled modules nor code in strings; forms and scripts of a PDF are not run.
    useWasm: false,
    enableXfa: false,
    // Ours are the same everywhere, and as wide as the PDF reckons with.
    useSystemFonts: false,
    ...assets,
  });
  signal.addEventListener('abort', () => {
    void loading.destroy().catch(() => undefined);
    port.terminate();
  });
  try {
    const document: PDFDocumentProxy = await loading.promise;
    const { numPages: total } = document;
    return { count: Math.min(total, mostPages), total, page: (number) => document.getPage(number) };
  } catch (error) {
    throw new PdfError(error instanceof PasswordException ? 'locked' : 'broken', error);
  }
}

/** Letters of fonts that a PDF names and does not bring; see `web/build/pdf-assets.ts`. */
const folder = `${import.meta.env.BASE_URL}static/pdf-${version}/`;
const assets = { cMapUrl: `${folder}cmaps/`, standardFontDataUrl: `${folder}standard_fonts/` };

/** Sides of a page (CSS px) at a scale of 1. */
export function sizeOf(page: PdfPage): { width: number; height: number } {
  const { width, height } = page.getViewport({ scale: pxPerPoint });
  return { width, height };
}

/** A point is 1/72 inch, a CSS px 1/96. */
const pxPerPoint = 96 / 72;
/** Of one canvas: some browsers draw nothing on a larger one. */
const mostCanvas = 16_000_000;

/** Draws a page; the canvas gets as many pixels as the screen has, within reason. */
export function drawPage(page: PdfPage, canvas: HTMLCanvasElement, scale: number): RenderTask {
  const wanted = scale * pxPerPoint * (window.devicePixelRatio || 1);
  const { width, height } = page.getViewport({ scale: wanted });
  const viewport = page.getViewport({ scale: wanted * Math.min(1, Math.sqrt(mostCanvas / (width * height))) });
  canvas.width = Math.max(1, Math.floor(viewport.width));
  canvas.height = Math.max(1, Math.floor(viewport.height));
  return page.render({ canvas, viewport });
}

/** What stands on a page, for those who hear it. */
export async function wordsOf(page: PdfPage): Promise<string> {
  const { items } = await page.getTextContent();
  return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : ' ') : '')).join('');
}

/** A place on a page where something was found, in parts of the page's sides. */
export interface PdfHit {
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where a text in small letters stands on a page. Where it goes over the end of a run of letters, it is not found. */
export async function hitsOn(page: PdfPage, text: string): Promise<PdfHit[]> {
  const { items } = await page.getTextContent();
  const viewport = page.getViewport({ scale: 1 });
  const hits: PdfHit[] = [];
  for (const item of items) {
    if (!('str' in item) || item.str === '') continue;
    // Likewise: a matrix of six.
    const [, , c = 0, d = 0, x = 0, y = 0] = item.transform as number[];
    const high = Math.hypot(c, d);
    const along = (letters: number) => x + item.width * partOf(item.str, letters);
    for (const index of placesIn(item.str.toLowerCase(), text)) {
      const [from, to] = [along(index), along(index + text.length)];
      // The package's types say no more than that it is a list: of two numbers.
      const [x1 = 0, y1 = 0] = viewport.convertToViewportPoint(from, y - high / 5) as number[];
      const [x2 = 0, y2 = 0] = viewport.convertToViewportPoint(to, y + high) as number[];
      hits.push({
        page: page.pageNumber,
        left: Math.min(x1, x2) / viewport.width,
        top: Math.min(y1, y2) / viewport.height,
        width: Math.abs(x2 - x1) / viewport.width,
        height: Math.abs(y2 - y1) / viewport.height,
      });
    }
  }
  return hits;
}

let ruler: OffscreenCanvasRenderingContext2D | null | undefined;

/** How much of a run of letters its first ones take, as an ordinary font has it: a PDF tells only the width of the run. */
function partOf(run: string, letters: number): number {
  ruler ??= new OffscreenCanvas(1, 1).getContext('2d');
  const whole = ruler?.measureText(run).width ?? 0;
  return whole > 0 ? (ruler?.measureText(run.slice(0, letters)).width ?? 0) / whole : letters / run.length;
}

function placesIn(text: string, part: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) places.push(at);
  return places;
}
