// Package store keeps imported tables on disk, so that a table once read opens at once.
//
// A store is a folder that any program can read:
//
//	objects/ID/table.json        labels, and the name, shape and checksums of each array
//	objects/ID/z.npy, f.npy ...  the numbers: NumPy arrays of little-endian float64, rows first
//	tables/NAME/YEAR.json        the object that is NAME/YEAR, and what is known of its source
//	factors/ID/                  factors of the object's I − A, where they were asked for: lu.npy and factors.json
//	tmp/                         what is being written
//	incoming/                    files that a server is being sent
//
// An object is immutable and its ID is the SHA-256 of its content (labels and the digests of its arrays): the same
// numbers read twice are one object. It is written below tmp, brought to the disk, and then renamed into place; a
// table's line in tables is replaced in one rename after that. So a process killed at any moment leaves the old state
// or the new one. Writers take turns by a lock on the file lock, which ends with its holder; readers need none.
//
// Texts are sealed: their last member is the SHA-256 of the rest. An entry that is not as it was written, and whatever
// is no plain file or folder, is an error of that entry alone.
//
// Opening checks every array against the CRC-32C of its blocks, which today's processors compute faster than a disk
// delivers.
package store
