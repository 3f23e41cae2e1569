import type { Metadata } from "next";
import { absent } from "@/app/absent";
import { answering } from "@/app/answering";
import { Frame } from "@/app/frame";
import { lookUpView } from "@/app/look-up-view";
import { absentMetadata, metadataOf } from "@/app/metadata";
import type { Reader } from "@/app/reader";
import { readerOf } from "@/app/reader";
import { addressView } from "@/app/views/address-view";
import { Address } from "@/components/address";
import { LookUpPage } from "@/components/look-up-page";
import { parseAddress } from "@/domain/address";
import { nobody } from "@/server/actor";
import { lookUp } from "@/server/look-ups";
import { answerWith } from "@/server/page-answer";
import type { Problem } from "@/server/problem";
import { isProblem } from "@/server/problem";

interface Props {
  readonly params: Promise<{ ip: string }>;
}

/** As it stands in the path; an IPv6 address may come with its colons escaped. */
async function addressOf(params: Props["params"]): Promise<string> {
  const asked = decodeURIComponent((await params).ip);
  return parseAddress(asked) ?? asked;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [address, reader] = await Promise.all([addressOf(params), readerOf()]);
  if (!reader.context.settings.publicLookUps) return absentMetadata(reader);
  const description = reader.t("address.description", { address });
  const path = `/address/${encodeURIComponent(address)}`;
  return metadataOf({ path, title: address, description, isPrivate: true }, reader);
}

export default async function AddressPage({ params }: Props) {
  const address = await addressOf(params);
  const path = `/address/${encodeURIComponent(address)}`;
  return answering(path, async (reader) => {
    const content = await contentOf(address, reader);
    // Where the page tells counts only, the page of an address is not there, and is the same whatever was asked.
    if (content === null) return absent(reader);
    return (
      <Frame reader={reader} path={path}>
        {content}
      </Frame>
    );
  });
}

async function contentOf(address: string, reader: Reader) {
  const { t, context, headers } = reader;
  try {
    const view = await addressView(await lookUp(context, nobody, headers, address), reader);
    const words = {
      now: t("address.now"),
      history: t("address.history"),
      source: t("address.source"),
      effect: t("address.effect"),
      since: t("address.since"),
      from: t("address.from"),
      to: t("address.to"),
      noHistory: t("address.noHistory"),
      incident: t("address.incident"),
    };
    return <Address view={view} words={words} form={lookUpView(reader)} value={address} />;
  } catch (error) {
    if (!isProblem(error) || error.status === 503) throw error;
    if (error.status !== 429 && !context.settings.publicLookUps) return null;
    answerWith(error.status === 429 ? 429 : 404, error.headers);
    return <LookUpPage {...refusal(error, address, reader)} form={lookUpView(reader)} value={address} />;
  }
}

/** Why the question could not be answered. */
function refusal({ status, headers }: Problem, address: string, { t }: Reader) {
  if (status === 429) {
    return {
      title: t("address.many"),
      words: t("address.manyWords", { seconds: Number(headers["Retry-After"] ?? 60) }),
    };
  }
  return status === 422
    ? { title: t("address.invalid", { address }), words: t("address.invalidWords") }
    : { title: t("address.unknown", { address }), words: t("address.unknownWords") };
}
