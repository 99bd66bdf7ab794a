/** Fields that SMB2 shares with SMB: access masks, attributes and options ([MS-SMB2] §2.2.13, [MS-FSCC] §2.6). */
import { bool } from "../../../fields/declare";
import type { FieldSpec } from "../../../fields/declare";

/** A bit of a little-endian word of 32 bits. */
export const bit32 = (label: string, mask: number, name?: string): FieldSpec<number> =>
  bool(label, { mask, littleEndian: true, ...(name === undefined ? {} : { name }), words: ["True", "False"] });

/** A bit of an access mask. */
const right = (key: string, label: string, mask: number): FieldSpec<number> => bit32(label, mask, `smb.access.${key}`);

export const accessBits = {
  "access.read": right("read", "Read", 1),
  "access.write": right("write", "Write", 2),
  "access.append": right("append", "Append", 4),
  "access.read_ea": right("read_ea", "Read EA", 8),
  "access.write_ea": right("write_ea", "Write EA", 0x10),
  "access.execute": right("execute", "Execute", 0x20),
  "access.delete_child": right("delete_child", "Delete Child", 0x40),
  "access.read_attributes": right("read_attributes", "Read Attributes", 0x80),
  "access.write_attributes": right("write_attributes", "Write Attributes", 0x100),
  "access.delete": right("delete", "Delete", 0x10000),
  "access.read_control": right("read_control", "Read Control", 0x20000),
  "access.write_dac": right("write_dac", "Write DAC", 0x40000),
  "access.write_owner": right("write_owner", "Write Owner", 0x80000),
  "access.synchronize": right("synchronize", "Synchronize", 0x100000),
  "access.system_security": right("system_security", "System Security", 0x1000000),
  "access.maximum_allowed": right("maximum_allowed", "Maximum Allowed", 0x2000000),
  "access.generic_all": right("generic_all", "Generic All", 0x10000000),
  "access.generic_execute": right("generic_execute", "Generic Execute", 0x20000000),
  "access.generic_write": right("generic_write", "Generic Write", 0x40000000),
  "access.generic_read": right("generic_read", "Generic Read", 0x80000000),
} as const;

export const attributeBits = {
  "file_attribute.read_only": bit32("Read Only", 1),
  "file_attribute.hidden": bit32("Hidden", 2),
  "file_attribute.system": bit32("System", 4),
  "file_attribute.directory": bit32("Directory", 0x10),
  "file_attribute.archive": bit32("Requires archived", 0x20),
  "file_attribute.normal": bit32("Normal", 0x80),
  "file_attribute.temporary": bit32("Temporary", 0x100),
  "file_attribute.sparse": bit32("Sparse", 0x200),
  "file_attribute.reparse": bit32("Reparse Point", 0x400),
  "file_attribute.compressed": bit32("Compressed", 0x800),
  "file_attribute.offline": bit32("Offline", 0x1000),
  "file_attribute.not_content_indexed": bit32("Not Content Indexed", 0x2000),
  "file_attribute.encrypted": bit32("Encrypted", 0x4000),
  "file_attribute.integrity_stream": bit32("Integrity Stream", 0x8000),
  "file_attribute.no_scrub_data": bit32("No Scrub Data", 0x20000),
} as const;

const option = (key: string, label: string, mask: number): FieldSpec<number> => bit32(label, mask, `smb.nt.create_options.${key}`);

export const optionBits = {
  "option.directory": option("directory", "Directory", 1),
  "option.write_through": option("write_through", "Write Through", 2),
  "option.sequential_only": option("sequential_only", "Sequential Only", 4),
  "option.intermediate_buffering": option("intermediate_buffering", "Intermediate Buffering", 8),
  "option.sync_io_alert": option("sync_io_alert", "Sync I/O Alert", 0x10),
  "option.sync_io_nonalert": option("sync_io_nonalert", "Sync I/O Nonalert", 0x20),
  "option.non_directory": option("non_directory", "Non-Directory", 0x40),
  "option.create_tree_connection": option("create_tree_connection", "Create Tree Connection", 0x80),
  "option.complete_if_oplocked": option("complete_if_oplocked", "Complete If Oplocked", 0x100),
  "option.no_ea_knowledge": option("no_ea_knowledge", "No EA Knowledge", 0x200),
  "option.eight_dot_three_only": option("eight_dot_three_only", "8.3 Only", 0x400),
  "option.random_access": option("random_access", "Random Access", 0x800),
  "option.delete_on_close": option("delete_on_close", "Delete On Close", 0x1000),
  "option.open_by_fileid": option("open_by_fileid", "Open By FileID", 0x2000),
  "option.backup_intent": option("backup_intent", "Backup Intent", 0x4000),
  "option.no_compression": option("no_compression", "No Compression", 0x8000),
  "option.reserve_opfilter": option("reserve_opfilter", "Reserve Opfilter", 0x100000),
  "option.open_reparse_point": option("open_reparse_point", "Open Reparse Point", 0x200000),
  "option.open_no_recall": option("open_no_recall", "Open No Recall", 0x400000),
  "option.open_for_free_space_query": option("open_for_free_space_query", "Open For Free Space query", 0x800000),
} as const;
