// Command logcheck checks a log of econsent with Go's own transparency-log packages and nothing of econsent.
//
// It reads a case as JSON from standard input and opens the checkpoint (sumdb/note), checks the inclusion and the
// consistency proof (sumdb/tlog), and, where a folder of tiles is given, builds both proofs and the tree hash from the
// tiles and compares. It prints "ok" or says what failed and exits 1.
package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// testCase is what the log claims. Byte strings and hashes are base64 in JSON. Without OlderTime both checkpoints have
// one time.
type testCase struct {
	Vkey        string      `json:"vkey"`
	ClockVkey   string      `json:"clock_vkey"`
	Checkpoint  string      `json:"checkpoint"`
	Time        uint64      `json:"time"`
	Entry       []byte      `json:"entry"`
	Index       int64       `json:"index"`
	Inclusion   []tlog.Hash `json:"inclusion"`
	Older       string      `json:"older"`
	OlderTime   uint64      `json:"older_time"`
	Consistency []tlog.Hash `json:"consistency"`
	Tiles       string      `json:"tiles"`
}

func main() {
	if err := run(); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("ok")
}

func run() error {
	var c testCase
	if err := json.NewDecoder(os.Stdin).Decode(&c); err != nil {
		return fmt.Errorf("case: %w", err)
	}
	if c.OlderTime == 0 {
		c.OlderTime = c.Time
	}
	tree, err := openCheckpoint(&c, c.Checkpoint, c.Time)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	older, err := openCheckpoint(&c, c.Older, c.OlderTime)
	if err != nil {
		return fmt.Errorf("older checkpoint: %w", err)
	}
	leaf := tlog.RecordHash(c.Entry)
	if err := tlog.CheckRecord(c.Inclusion, tree.N, tree.Hash, c.Index, leaf); err != nil {
		return fmt.Errorf("inclusion: %w", err)
	}
	if err := tlog.CheckTree(c.Consistency, tree.N, tree.Hash, older.N, older.Hash); err != nil {
		return fmt.Errorf("consistency: %w", err)
	}
	if c.Tiles == "" {
		return nil
	}
	return checkTiles(&c, tree, older, leaf)
}

// openCheckpoint asks for the signatures of both keys and reads the three lines of a C2SP checkpoint.
func openCheckpoint(c *testCase, text string, time uint64) (tlog.Tree, error) {
	log, err := note.NewVerifier(c.Vkey)
	if err != nil {
		return tlog.Tree{}, err
	}
	clock, err := newCosigner(c.ClockVkey, time)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open([]byte(text), note.VerifierList(log, clock))
	if err != nil {
		return tlog.Tree{}, err
	}
	if len(opened.Sigs) != 2 {
		return tlog.Tree{}, fmt.Errorf("%d signatures of 2", len(opened.Sigs))
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != log.Name() {
		return tlog.Tree{}, errors.New("not the three lines of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	hash, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: hash}, err
}

// cosigner is a note.Verifier of C2SP cosignature/v1, which sumdb/note leaves to its users.
type cosigner struct {
	name string
	id   uint32
	key  ed25519.PublicKey
	time uint64
}

func newCosigner(vkey string, time uint64) (*cosigner, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("malformed verifier key")
	}
	id, err := strconv.ParseUint(parts[1], 16, 32)
	if err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 4 {
		return nil, errors.New("not a key of cosignature/v1")
	}
	return &cosigner{parts[0], uint32(id), key[1:], time}, nil
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.id }

func (c *cosigner) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize || binary.BigEndian.Uint64(signature) != c.time {
		return false
	}
	message := append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", c.time)), text...)
	return ed25519.Verify(c.key, message, signature[8:])
}

// checkTiles reads every hash it needs through tiles that tlog authenticates against the tree.
func checkTiles(c *testCase, tree, older tlog.Tree, leaf tlog.Hash) error {
	reader := tlog.TileHashReader(tree, tileFolder(c.Tiles))
	inclusion, err := tlog.ProveRecord(tree.N, c.Index, reader)
	if err != nil {
		return fmt.Errorf("tiles: %w", err)
	}
	if !same(inclusion, c.Inclusion) {
		return errors.New("tiles: another inclusion proof")
	}
	consistency, err := tlog.ProveTree(tree.N, older.N, reader)
	if err != nil {
		return fmt.Errorf("tiles: %w", err)
	}
	if !same(consistency, c.Consistency) {
		return errors.New("tiles: another consistency proof")
	}
	hash, err := tlog.TreeHash(older.N, reader)
	if err != nil || hash != older.Hash {
		return fmt.Errorf("tiles: another older tree (%v)", err)
	}
	return checkBundle(c, tree, leaf)
}

// checkBundle finds the entry in its bundle: entries after their lengths, big-endian uint16.
func checkBundle(c *testCase, tree tlog.Tree, leaf tlog.Hash) error {
	width := int64(256)
	if rest := tree.N - c.Index/256*256; rest < width {
		width = rest
	}
	tile := tlog.Tile{H: 8, L: -1, N: c.Index / 256, W: int(width)}
	bundle, err := os.ReadFile(filepath.Join(c.Tiles, standardPath(tile)))
	if err != nil {
		return fmt.Errorf("entries: %w", err)
	}
	for at := int64(0); at < width; at++ {
		if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
			return errors.New("entries: the bundle is cut short")
		}
		size := 2 + int(binary.BigEndian.Uint16(bundle))
		entry := bundle[2:size]
		bundle = bundle[size:]
		if at == c.Index%256 && (!bytes.Equal(entry, c.Entry) || tlog.RecordHash(entry) != leaf) {
			return errors.New("entries: another entry stands there")
		}
	}
	if len(bundle) != 0 {
		return errors.New("entries: the bundle is too long")
	}
	return nil
}

// tileFolder reads tiles from files named as C2SP tlog-tiles names them. It keeps nothing.
type tileFolder string

func (folder tileFolder) Height() int { return 8 }

func (folder tileFolder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		read, err := os.ReadFile(filepath.Join(string(folder), standardPath(tile)))
		if err != nil {
			return nil, err
		}
		data[i] = read
	}
	return data, nil
}

func (folder tileFolder) SaveTiles([]tlog.Tile, [][]byte) {}

// standardPath turns Go's tile/8/L/N into the standard's tile/L/N and its data into entries.
func standardPath(tile tlog.Tile) string {
	path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
	return strings.Replace(path, "tile/data/", "tile/entries/", 1)
}

func same(ours, theirs []tlog.Hash) bool {
	return len(ours) == len(theirs) && (len(ours) == 0 || reflect.DeepEqual(ours, theirs))
}
