/** Declaration of SMB2 ([MS-SMB2]). */
import { bool, bytes, framenum, guid, abstime, heading, protocol, reltime, string, u16, u32, u64, u8 } from "../../../fields/declare";
import type { Field } from "../../../fields/field";
import { ntStatus } from "../../../fields/tables/nt-status";
import { values } from "../../../fields/values";
import { accessBits, attributeBits, bit32, optionBits } from "./access";

export const commands = values({
  0: "Negotiate Protocol", 1: "Session Setup", 2: "Session Logoff", 3: "Tree Connect", 4: "Tree Disconnect", 5: "Create", 6: "Close", 7: "Flush",
  8: "Read", 9: "Write", 10: "Lock", 11: "Ioctl", 12: "Cancel", 13: "KeepAlive", 14: "Find", 15: "Notify", 16: "GetInfo", 17: "SetInfo", 18: "Break",
});

export const classes = values({ 1: "FILE_INFO", 2: "FS_INFO", 3: "SEC_INFO", 4: "QUOTA_INFO" });

export const fileLevels = values({
  4: "SMB2_FILE_BASIC_INFO", 5: "SMB2_FILE_STANDARD_INFO", 6: "SMB2_FILE_INTERNAL_INFO", 7: "SMB2_FILE_EA_INFO", 8: "SMB2_FILE_ACCESS_INFO",
  10: "SMB2_FILE_RENAME_INFO", 13: "SMB2_FILE_DISPOSITION_INFO", 14: "SMB2_FILE_POSITION_INFO", 15: "SMB2_FILE_FULL_EA_INFO", 16: "SMB2_FILE_MODE_INFO",
  17: "SMB2_FILE_ALIGNMENT_INFO", 18: "SMB2_FILE_ALL_INFO", 19: "SMB2_FILE_ALLOCATION_INFO", 20: "SMB2_FILE_ENDOFFILE_INFO",
  21: "SMB2_FILE_ALTERNATE_NAME_INFO", 22: "SMB2_FILE_STREAM_INFO", 23: "SMB2_FILE_PIPE_INFO", 28: "SMB2_FILE_COMPRESSION_INFO",
  34: "SMB2_FILE_NETWORK_OPEN_INFO", 35: "SMB2_FILE_ATTRIBUTE_TAG_INFO", 48: "SMB2_FILE_NORMALIZED_NAME_INFO", 100: "SMB2_FILE_POSIX_INFO",
});

export const systemLevels = values({
  1: "FileFsVolumeInformation", 2: "FileFsLabelInformation", 3: "FileFsSizeInformation", 4: "FileFsDeviceInformation", 5: "FileFsAttributeInformation",
  6: "FileFsControlInformation", 7: "FileFsFullSizeInformation", 8: "FileFsObjectIdInformation", 9: "FileFsDriverPathInformation",
  10: "FileFsVolumeFlagsInformation", 11: "FileFsSectorSizeInformation",
});

export const findLevels = values({
  1: "SMB2_FIND_DIRECTORY_INFO", 2: "SMB2_FIND_FULL_DIRECTORY_INFO", 3: "SMB2_FIND_BOTH_DIRECTORY_INFO", 4: "SMB2_FIND_INDEX_SPECIFIED",
  12: "SMB2_FIND_NAME_INFO", 37: "SMB2_FIND_ID_BOTH_DIRECTORY_INFO", 38: "SMB2_FIND_ID_FULL_DIRECTORY_INFO", 100: "SMB2_FIND_POSIX_INFO",
});

const dialects = values({
  0x202: "SMB 2.0.2", 0x210: "SMB 2.1", 0x2ff: "SMB2 wildcard", 0x222: "SMB 2.2.2 (deprecated; should be 3.0)", 0x224: "SMB 2.2.4 (deprecated; should be 3.0)",
  0x300: "SMB 3.0", 0x302: "SMB 3.0.2", 0x310: "SMB 3.1.0 (deprecated; should be 3.1.1)", 0x311: "SMB 3.1.1",
});
const shareTypes = values({ 1: "Physical disk", 2: "Named pipe", 3: "Printer" });
const dispositions = values({
  0: "Supersede (supersede existing file (if it exists))", 1: "Open (if file exists open it, else fail)", 2: "Create (if file exists fail, else create it)",
  3: "Open If (if file exists open it, else create it)", 4: "Overwrite (if file exists overwrite, else fail)", 5: "Overwrite If (if file exists overwrite, else create it)",
});
const actions = values({
  0: "No action taken?", 1: "The file existed and was opened", 2: "The file did not exist but was created", 3: "The file existed and was truncated",
  0x8001: "The file existed and was opened, and an OpLock was granted", 0x8002: "The file did not exist but was created, and an OpLock was granted",
  0x8003: "The file existed and was truncated, and an OpLock was granted",
});
const oplocks = values({ 0: "No oplock", 1: "Level2 oplock", 8: "Exclusive oplock", 9: "Batch oplock", 0xff: "Lease" });
const impersonation = values({ 0: "Anonymous", 1: "Identification", 2: "Impersonation", 3: "Delegation" });
const channels = values({ 0: "None", 1: "RDMA V1", 2: "RDMA V1_INVALIDATE", 3: "RDMA TRANSFORM" });
const cachingPolicies = values({ 0: "Manual caching", 0x10: "Auto caching", 0x20: "VDO caching", 0x30: "No caching" });

export const ioctls = values({
  0x00060194: "FSCTL_DFS_GET_REFERRALS", 0x000601b0: "FSCTL_DFS_GET_REFERRALS_EX", 0x00090000: "FSCTL_REQUEST_OPLOCK_LEVEL_1", 0x000900a8: "FSCTL_GET_REPARSE_POINT",
  0x000900c0: "FSCTL_CREATE_OR_GET_OBJECT_ID", 0x0011400c: "FSCTL_PIPE_PEEK", 0x00110018: "FSCTL_PIPE_WAIT", 0x0011c017: "FSCTL_PIPE_TRANSCEIVE",
  0x00140078: "FSCTL_SRV_REQUEST_RESUME_KEY", 0x00140204: "FSCTL_VALIDATE_NEGOTIATE_INFO", 0x001401d4: "FSCTL_LMR_REQUEST_RESILIENCY",
  0x001401fc: "FSCTL_QUERY_NETWORK_INTERFACE_INFO", 0x001440f2: "FSCTL_SRV_COPYCHUNK", 0x00144064: "FSCTL_GET_SHADOW_COPY_DATA",
});

const le = { littleEndian: true } as const;
const hex = { display: "hex", littleEndian: true } as const;

export const smb2 = protocol("smb2", "SMB2 (Server Message Block Protocol version 2)", {
  "protocol_id": u32("ProtocolId", { display: "hex" }),
  "header_len": u16("Header Length", le),
  "credit.charge": u16("Credit Charge", le),
  "channel_sequence": u16("Channel Sequence", le),
  "reserved": bytes("Reserved"),
  "nt_status": u32("NT Status", { ...hex, values: ntStatus }),
  "cmd": u16("Command", { ...le, values: commands }),
  "credits.requested": u16("Credits requested", le),
  "credits.granted": u16("Credits granted", le),
  "flags": u32("Flags", hex),
  "flags.response": bool("Response", { mask: 1, ...le, words: ["This is a RESPONSE", "This is a REQUEST"] }),
  "flags.async": bool("Async command", { mask: 2, ...le, words: ["This is an ASYNC command", "This is a SYNC command"] }),
  "flags.chained": bool("Chained", { mask: 4, ...le, words: ["This is a CHAINED command", "This pdu is NOT a chained command"] }),
  "flags.signature": bool("Signing", { mask: 8, ...le, words: ["This pdu is SIGNED", "This pdu is NOT signed"] }),
  "flags.priority_mask": bool("Priority", { mask: 0x70, ...le, words: ["This pdu contains a PRIORITY", "This pdu does NOT contain a PRIORITY"] }),
  "flags.dfs": bool("DFS operation", { mask: 0x10000000, ...le, words: ["This is a DFS OPERATION", "This is a normal operation"] }),
  "flags.replay": bool("Replay operation", { mask: 0x20000000, ...le, words: ["This is a REPLAY OPERATION", "This is NOT a replay operation"] }),
  "chain_offset": u32("Chain Offset", hex),
  "msg_id": u64("Message ID", le),
  "aid": u64("Async Id", hex),
  "pid": u32("Process Id", hex),
  "tid": u32("Tree Id", hex),
  "sesid": u64("Session Id", hex),
  "signature": bytes("Signature"),
  "response_to": framenum("Response to"),
  "response_in": framenum("Response in"),
  "time": reltime("Time from request"),
  "auth_frame": u32("Authenticated in Frame"),
  "tcon_frame": u32("Connected in Frame"),
  "tree": string("Tree"),
  "share_type": u8("Share Type", { display: "hex", values: shareTypes }),
  "buffer_code": u16("StructureSize", hex),
  "buffer_code.length": u16("Fixed Part Length", { mask: 0xfffe, ...le }),
  "buffer_code.dynamic": bool("Dynamic Part", { mask: 1, ...le, words: ["True", "False"] }),
  "olb.offset": u32("Blob Offset", hex),
  "olb.length": u32("Blob Length", le),
  "sec_mode": u8("Security mode", { display: "hex" }),
  "sec_mode.sign_enabled": bool("Signing enabled", { mask: 1, words: ["True", "False"] }),
  "sec_mode.sign_required": bool("Signing required", { mask: 2, words: ["True", "False"] }),
  "dialect": u16("Dialect", { ...hex, values: dialects }),
  "dialect_count": u16("Dialect count", le),
  "negotiate_context.count": u16("NegotiateContextCount", le),
  "negotiate_context.offset": u32("NegotiateContextOffset", hex),
  "client_guid": guid("Client Guid", le),
  "server_guid": guid("Server Guid", le),
  "capabilities": u32("Capabilities", hex),
  "capabilities.dfs": bit32("DFS", 1),
  "capabilities.leasing": bit32("LEASING", 2),
  "capabilities.large_mtu": bit32("LARGE MTU", 4),
  "capabilities.multi_channel": bit32("MULTI CHANNEL", 8),
  "capabilities.persistent_handles": bit32("PERSISTENT HANDLES", 0x10),
  "capabilities.directory_leasing": bit32("DIRECTORY LEASING", 0x20),
  "capabilities.encryption": bit32("ENCRYPTION", 0x40),
  "max_trans_size": u32("Max Transaction Size", le),
  "max_read_size": u32("Max Read Size", le),
  "max_write_size": u32("Max Write Size", le),
  "current_time": abstime("Current Time"),
  "boot_time": abstime("Boot Time"),
  "security_blob": bytes("Security Blob"),
  "ses_req_flags": u8("Flags"),
  "ses_req_flags.session_binding": bool("Session Binding Request", { mask: 1, words: ["True", "False"] }),
  "channel": u32("Channel", { ...hex, values: channels }),
  "previous_sesid": u64("Previous Session Id", hex),
  "session_flags": u16("Session Flags", hex),
  "ses_flags.guest": bool("Guest", { mask: 1, ...le, words: ["True", "False"] }),
  "ses_flags.null": bool("Null", { mask: 2, ...le, words: ["True", "False"] }),
  "ses_flags.encrypt": bool("Encrypt", { mask: 4, ...le, words: ["True", "False"] }),
  "tc.flags": u16("Flags", hex),
  "tc.cluster_reconnect": bool("Cluster Reconnect", { mask: 1, ...le }),
  "tc.redirect_to_owner": bool("Redirect To Owner", { mask: 2, ...le }),
  "tc.extension_present": bool("Extension Present", { mask: 4, ...le }),
  "tc.reserved": u16("Reserved", { mask: 0xfff8, ...hex }),
  "share_caps": u32("Share Capabilities", hex),
  "share_caps.dfs": bit32("DFS", 8),
  "share_caps.continuous_availability": bit32("CONTINUOUS AVAILABILITY", 0x10),
  "share_caps.scaleout": bit32("SCALEOUT", 0x20),
  "share_caps.cluster": bit32("CLUSTER", 0x40),
  "share_caps.assymetric": bit32("ASSYMETRIC", 0x80),
  "share_caps.redirect_to_owner": bit32("REDIRECT_TO_OWNER", 0x100),
  "share_flags": u32("Share flags", hex),
  "share_flags.dfs": bit32("DFS", 1),
  "share_flags.dfs_root": bit32("DFS root", 2),
  "share_flags.restrict_exclusive_opens": bit32("Restrict exclusive opens", 0x100),
  "share_flags.force_shared_delete": bit32("Force shared delete", 0x200),
  "share_flags.allow_namespace_caching": bit32("Allow namespace caching", 0x400),
  "share_flags.access_based_dir_enum": bit32("Access based directory enum", 0x800),
  "share_flags.force_levelii_oplock": bit32("Force level II oplock", 0x1000),
  "share_flags.enable_hash_v1": bit32("Enable hash V1", 0x2000),
  "share_flags.enable_hash_v2": bit32("Enable hash V2", 0x4000),
  "share_flags.encrypt_data": bit32("Encrypted data required", 0x8000),
  "share_flags.identity_remoting": bit32("Identity Remoting", 0x40000),
  "share_flags.compress_data": bit32("Compressed IO", 0x100000),
  "share.caching": u32("Caching policy", { ...hex, values: cachingPolicies }),
  "access_mask": u32("Access Mask", { name: "smb.access_mask", ...hex }),
  "create.oplock": u8("Oplock", { display: "hex", values: oplocks }),
  "impersonation.level": u32("Impersonation level", { ...le, values: impersonation }),
  "create_flags": u64("Create Flags", hex),
  "file_attribute": u32("File Attributes", hex),
  "share_access": u32("Share Access", { name: "smb.share_access", ...hex }),
  "share_access.read": bit32("Read", 1, "smb.share.access.read"),
  "share_access.write": bit32("Write", 2, "smb.share.access.write"),
  "share_access.delete": bit32("Delete", 4, "smb.share.access.delete"),
  "create.disposition": u32("Disposition", { ...le, values: dispositions }),
  "create_options": u32("Create Options", { name: "smb.create_options", ...hex }),
  "filename": string("Filename"),
  "create.rep_flags": u8("Response Flags", { display: "hex" }),
  "create.rep_flags.reparse_point": bool("ReparsePoint", { mask: 1, words: ["True", "False"] }),
  "create.action": u32("Create Action", { ...le, values: actions }),
  "create.time": abstime("Create"),
  "last_access.time": abstime("Last Access"),
  "last_write.time": abstime("Last Write"),
  "last_change.time": abstime("Last Change"),
  "allocation_size": u64("Allocation Size", le),
  "eof": u64("End Of File", le),
  "fid": guid("File Id", le),
  "open_frame": framenum("Frame handle opened", { name: "dcerpc.nt.open_frame" }),
  "close_frame": framenum("Frame handle closed", { name: "dcerpc.nt.close_frame" }),
  "create.extrainfo": heading("ExtraInfo"),
  "close.flags": u16("Close Flags", hex),
  "close.pq_attrib": bool("PostQuery Attrib", { mask: 1, ...le, words: ["True", "False"] }),
  "read_padding": u8("Padding", { display: "hex" }),
  "read_flags": u8("Flags", { display: "hex" }),
  "read_flags.unbuffered": bool("Unbuffered", { mask: 1 }),
  "read_flags.compressed": bool("Compressed", { mask: 2 }),
  "read_length": u32("Read Length", le),
  "read_remaining": u32("Read Remaining", le),
  "file_offset": u64("File Offset", le),
  "min_count": u32("Min Count", le),
  "remaining_bytes": u32("Remaining Bytes", le),
  "channel_info_blob": heading("Channel Info Blob"),
  "data_offset": u16("Data Offset", hex),
  "write_length": u32("Write Length", le),
  "write.flags": u32("Write Flags", hex),
  "write.flags.write_through": bit32("Write through", 1),
  "write.flags.unbuffered": bit32("Unbuffered", 2),
  "write.count": u32("Write Count", le),
  "write.remaining": u32("Write Remaining", le),
  "ioctl.function": u32("Function", { ...hex, values: ioctls }),
  "ioctl.function.device": u32("Device", { mask: 0xffff0000, ...hex }),
  "ioctl.function.access": u32("Access", { mask: 0xc000, ...hex }),
  "ioctl.function.function": u32("Function", { mask: 0x3ffc, ...hex }),
  "ioctl.function.method": u32("Method", { mask: 3, ...hex }),
  "class": u8("Class", { display: "hex", values: classes }),
  "file_info.infolevel": u8("InfoLevel", { display: "hex", values: fileLevels }),
  "fs_info.infolevel": u8("InfoLevel", { display: "hex", values: systemLevels }),
  "sec_info.infolevel": u8("InfoLevel", { display: "hex" }),
  "infolevel": u8("InfoLevel", { display: "hex" }),
  "max_response_size": u32("Max Response Size", le),
  "getinfo_input_offset": u16("Getinfo Input Offset", hex),
  "getinfo_input_size": u32("Getinfo Input Size", le),
  "getsetinfo_additional": u32("Additional Info", hex),
  "getinfo_flags": u32("Flags", hex),
  "setinfo_size": u32("Setinfo Size", le),
  "setinfo_offset": u16("Setinfo Offset", hex),
  "setinfo_reserved": u16("Reserved", le),
  "find.infolevel": u32("Info Level", { ...le, values: findLevels }),
  "find.flags": u8("Find Flags", { display: "hex" }),
  "find.restart_scans": bool("Restart Scans", { mask: 1, words: ["True", "False"] }),
  "find.single_entry": bool("Single Entry", { mask: 2, words: ["True", "False"] }),
  "find.index_specified": bool("Index Specified", { mask: 4, words: ["True", "False"] }),
  "find.reopen": bool("Reopen", { mask: 0x10, words: ["True", "False"] }),
  "file_index": u32("File Index", hex),
  "find.pattern": string("Search Pattern"),
  "output_buffer_len": u32("Output Buffer Length", le),
  "notify.flags": u16("Notify Flags", hex),
  "notify.watch_tree": bool("Watch Tree", { mask: 1, ...le, words: ["True", "False"] }),
  "error.context_count": u8("Error Context Count"),
  "error.reserved": u8("Reserved", { display: "hex" }),
  "error.byte_count": u32("Byte Count", le),
  "error.data": bytes("Error Data"),
  "header.transform.signature": bytes("Signature"),
  "header.transform.nonce": bytes("Nonce"),
  "header.transform.msg_size": u32("Message size", le),
  "header.transform.reserved": bytes("Reserved"),
  "header.transform.flags": u16("Flags", hex),
  "header.transform.flags.encrypted": bool("Encrypted", { mask: 1, ...le, words: ["True", "False"] }),
  "header.transform.enc_data": bytes("Data"),
  ...accessBits, ...attributeBits, ...optionBits,
}, { short: "SMB2" });

const { f } = smb2;
type Key = keyof typeof f;
const of = (spec: object): readonly Field[] => Object.keys(spec).map((key) => f[key as Key]);

export const ACCESS: readonly Field[] = of(accessBits);
export const ATTRIBUTES: readonly Field[] = of(attributeBits);
export const OPTIONS: readonly Field[] = of(optionBits);
export const CAPABILITIES: readonly Field[] = [
  f["capabilities.dfs"], f["capabilities.leasing"], f["capabilities.large_mtu"], f["capabilities.multi_channel"],
  f["capabilities.persistent_handles"], f["capabilities.directory_leasing"], f["capabilities.encryption"],
];
export const FLAGS: readonly Field[] = [
  f["flags.response"], f["flags.async"], f["flags.chained"], f["flags.signature"], f["flags.priority_mask"], f["flags.dfs"], f["flags.replay"],
];
export const SHARE_FLAGS: readonly Field[] = Object.values(f).filter((field) => field.name.startsWith("smb2.share_flags."));
export const SHARE_CAPABILITIES: readonly Field[] = [
  f["share_caps.dfs"], f["share_caps.continuous_availability"], f["share_caps.scaleout"], f["share_caps.cluster"], f["share_caps.assymetric"], f["share_caps.redirect_to_owner"],
];
