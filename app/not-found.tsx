import { AbsentPage } from "./absent";
import { absentMetadata } from "./metadata";
import { readerOf } from "./reader";

/** For paths that no page has. The framework renders this beside every page, so it must not speak of the answer. */
export async function generateMetadata() {
  return absentMetadata(await readerOf());
}

export default async function NotFound() {
  return <AbsentPage reader={await readerOf()} />;
}
