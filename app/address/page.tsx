import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { absent } from "@/app/absent";
import { answering } from "@/app/answering";
import { Frame } from "@/app/frame";
import { lookUpView } from "@/app/look-up-view";
import { absentMetadata, metadataOf } from "@/app/metadata";
import { readerOf } from "@/app/reader";
import { LookUpPage } from "@/components/look-up-page";

interface Props {
  readonly searchParams: Promise<{ ip?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const reader = await readerOf();
  const { t } = reader;
  if (!reader.context.settings.publicLookUps) return absentMetadata(reader);
  return metadataOf({ path: "/address", title: t("page.address"), description: t("address.words") }, reader);
}

/** The form; asked for an address, it moves to the page of that address, which can be linked. */
export default async function AddressFormPage({ searchParams }: Props) {
  const [asked = ""] = [(await searchParams).ip].flat();
  const reader = await readerOf();
  const form = lookUpView(reader);
  if (form === null) return absent(reader);
  const ip = asked.trim();
  if (ip !== "") redirect(`${reader.prefix}/address/${encodeURIComponent(ip.slice(0, 64))}`);
  return answering("/address", async ({ t }) => (
    <Frame reader={reader} path="/address">
      <LookUpPage title={t("page.address")} words={t("address.words")} form={form} />
    </Frame>
  ));
}
