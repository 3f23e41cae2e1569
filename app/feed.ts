import { endpoint, on } from "@/app/api/endpoint";
import { keptAs } from "@/app/api/public";
import type { NoQuery, Operation } from "@/domain/contract/operation";
import type { FeedFormat, FeedSubject } from "@/domain/contract/operations/feeds";
import { feedFormats, feedOperation } from "@/domain/contract/operations/feeds";
import { feedOf } from "@/server/feeds";

/** The route of a feed, in the language of the path's prefix. */
export function feedEndpoint(subject: FeedSubject, format: FeedFormat) {
  const operation: Operation<string, typeof NoQuery> = feedOperation(subject, format);
  return endpoint(
    on(operation, (call) => {
      const { slug = "" } = call.params;
      const scope = subject === "site" ? { subject } : { subject, slug };
      return keptAs(call, feedFormats[format].mediaType, () => feedOf(call.context, scope, format, call.lang));
    }),
  );
}
