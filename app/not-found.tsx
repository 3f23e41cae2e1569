import { absent } from "./absent";
import { absentMetadata } from "./metadata";
import { readerOf } from "./reader";

/** For paths that no page has. */
export async function generateMetadata() {
  return absentMetadata(await readerOf());
}

export default async function NotFound() {
  return absent(await readerOf());
}
