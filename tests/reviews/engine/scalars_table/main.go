// Writes what Kubernetes' own decoder makes of plain YAML scalars, keys and merges, as JSON to standard output:
//
//	go run . > ../scalars.json
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"sigs.k8s.io/yaml"
)

// A document and what becomes of it: the JSON it stands for, or the fact that it is refused.
type row struct {
	YAML    string          `json:"yaml"`
	JSON    json.RawMessage `json:"json,omitempty"`
	Refused bool            `json:"refused,omitempty"`
}

var words = strings.Fields(`
y Y yes Yes YES yEs n N no No NO nO on On ON oN off Off OFF true True TRUE tRUE false False FALSE t f T F
~ null Null NULL nULL nil None none Nil undefined
0 1 -1 +1 42 007 08 09 0777 0644 00 000 0o644 0O644 0o8 -0o17 +0o17 -0644 0b101 0B101 0b102 -0b101 +0b11 0x1F 0X1f 0xFF 0xZZ -0x1F +0x1f
0b 0x 0o 1_000 1_0_0 _1 1_ 1__0 -1_000 +1_000 0x_1F 0x1_F 0b1_0 0_7 0o1_7 1_000.5 1_.5 1._5 _1.5 ._5
9223372036854775807 9223372036854775808 -9223372036854775808 -9223372036854775809 18446744073709551615 18446744073709551616
-18446744073709551615 99999999999999999999999999 0x7fffffffffffffff 0xffffffffffffffff 0x1ffffffffffffffff 0777777777777777777777 01777777777777777777777 0b1111111111111111111111111111111111111111111111111111111111111111
1.0 1. .5 -.5 +.5 0.5 -0.5 +0.5 1.10 1.2.3 1.0.0 00.5 01.5 1e3 1E3 1e+3 1e-3 1.5e3 -1.5e3 .5e1 1.e1 1e 1e+ e3 1e3.5 0e0 -0 -0.0 0.0 12e03 1_0e1 1e1_0
1e308 1e309 -1e309 1e-400 0x1p4 0x1.8p1 1p4
.inf .Inf .INF +.inf +.Inf +.INF -.inf -.Inf -.INF .nan .NaN .NAN inf nan Inf NaN infinity Infinity -inf .iNF +.nan .infx
22:22 1:00 190:20:30 190:20:30.15 1:60 12:30:45 0:0 -1:30 1:2:3:4
2024-01-01 2024-1-1 2001-12-14t21:59:43.10-05:00 2024-01-01T00:00:00Z 2024-13-45 2024-01 20240101 2001-12-14
500m 1Gi 100Mi 1.5Gi 2k 1e3Mi 10% 0.5m
a abc a_b a.b a-b v1 v1.2 1a a1 1.2a -a --- -x +x +a . .. ... .a ._ + - ++ +- -- 0. +. -. +.e1 .e1 e 0e x 0xg
1,000 1,5 1;5 $1 1$ 1/2 /1 = == << <<< =a
٣ １ ½ é 日本 真
12345678901234567890123456789012345678901234567890 0.1234567890123456789 3.14159265358979323846 123456789012345678 1234567890123456789012 4e15 1e15 1e20 1e21 1e22 1.5e300 123456789.123 100000000000000000000.0 0.000001 0.0000001 1e-7
`)

// Words with a space or a sign that needs a whole document of their own.
var documents = []string{
	"k:", "k: ''", "k: \"\"", "k: '1'", "k: \"yes\"", "k: 'null'", "k: |\n  1\n", "k: >\n  yes\n", "k: a b", "k: 1 2", "k: \"\\u0041\\x42\\n\"",
	"k: !!str 1", "k: !!str yes", "k: !!int 1", "k: !!int \"1\"", "k: !!int '0x10'", "k: !!float 1", "k: !!float \"1.5\"", "k: !!bool \"yes\"",
	"k: !!bool true", "k: !!null \"\"", "k: !!null null", "k: !!str", "k: !!str null", "k: !!binary aGVsbG8=", "k: !!timestamp 2024-01-01",
	"k: !own 1", "k: !own yes", "k: ! 1", "k: ! yes", "k: !!int a", "k: !!bool maybe", "k: !!float x", "k: !!int 1.5", "k: !!null x",
	"k: &a 1\nj: *a", "k: &a yes\nj: *a", "k: &a\n  x: 1\nj: *a", "k: [1, yes, ~, a, 1.0]", "k: {a: yes, 1: no}", "{a: 1, b: }", "[a, , b]", "k: [a, ]",
	"1: v", "1.5: v", "1e3: v", "true: v", "yes: v", "no: v", "y: v", "n: v", "on: v", "off: v", "~: v", "null: v", ": v", "? a\n: v", "? 1\n: v",
	"0x10: v", "010: v", "0o10: v", "1_0: v", "2024-01-01: v", "22:22: v", "'1': v", "\"yes\": v", ".5: v", "1.0: v", "1e21: v", "1e20: v", "1e-7: v", "0.1: v", ".inf: v", ".nan: v",
	"123456789.5: v", "-1: v", "-0: v", "18446744073709551615: v", "18446744073709551616: v", "!!str 1: v", "!!int '1': v", "? [a]\n: v", "? {a: b}\n: v", "? |\n  a\n: v",
	"a: 1\na: 2", "a: 1\n'a': 2", "1: a\n'1': b", "yes: a\ntrue: b", "yes: a\n'true': b", "1: a\n0x1: b",
	"b: &b {x: 1, y: 2}\nk:\n  <<: *b", "b: &b {x: 1, y: 2}\nk:\n  <<: *b\n  x: 3", "b: &b {x: 1, y: 2}\nk:\n  x: 3\n  <<: *b", "b: &b {x: 1}\nc: &c {x: 2, z: 3}\nk:\n  <<: [*b, *c]",
	"b: &b {x: 1}\nc: &c {x: 2, z: 3}\nk:\n  <<: *b\n  <<: *c", "b: &b {x: 1}\nc: &c {x: 2, z: 3}\nk:\n  <<: *c\n  <<: *b", "k:\n  <<: {x: 1}\n  y: 2", "k:\n  <<: [{x: 1}, {x: 2, y: 3}]", "k:\n  <<: 1", "k:\n  <<: [1]", "k:\n  <<:", "k:\n  <<: ~",
	"k:\n  '<<': 1", "k:\n  \"<<\": {x: 1}", "k:\n  !!merge <<: {x: 1}", "k:\n  !!str <<: {x: 1}", "k: <<", "k: [<<]", "b: &b {x: {p: 1}}\nk:\n  <<: *b\n  x: {q: 2}",
	"b: &b {x: 1}\nc: &c\n  <<: *b\n  y: 2\nk:\n  <<: *c", "k:\n  <<: {x: 1}\n  x: 2\n  x: 3", "k:\n  - <<: {x: 1}\n    y: 2", "<<: {x: 1}\ny: 2", "k: {<<: {x: 1}, y: 2}", "k: {y: 2, <<: {y: 1}}",
	"k: a\u0085b", "k: a\u2028b", "k: \"a\u0085 b\"", "k: \"a\u2028 b\"", "k: a\rj: b", "k: a\r\nj: b", "k: \"a\n\n b\"", "k: 'it''s'", "k: \"\\/\"", "k: \"\\ud83d\\ude00\"", "k: \"\\0\"", "k: a\n  b", "k: a\n\n  b", "k: |-\n  a\n", "k: |+\n  a\n\n", "k: >-\n  a\n  b\n", "k: |2\n   a\n", "k: # c\n", "k: a # c", "k: a#c",
	"\ufeffk: v", "%YAML 1.1\n---\nk: v", "%YAML 1.2\n---\nk: yes", "%YAML 2.0\n---\nk: v", "--- k: v", "---\nk: v\n...", "k: *none", "k: &a [*a]", "k: @a", "k: `a", "k: %a", "\tk: v", "k:\tv", "k:\n\tj: v", "k: [\ta]", "a: b: c", "a : b", "a:b", "- a", "a", "", "# c", "---", "k: 'a", "k: [a", "k: {a", "k: a]", "k: {a: b", "k: \"\\q\"", "k: \u0007", "k: \u007f", "k: \ufffe",
	"k: -", "k: - a", "k:\n- a\n- b", "k:\n - a\n  - b", "k: ?", "k: ? a", "k: :", "k: ::", "k: a:", "k: http://a:80/b", "k: {a:1}", "k: {\"a\":1}", "k: [a:1]", "k: {a: http://b}", "k: ,a", "k: [a,b]", "k: {a,b}", "k: |x\n a", "k: !", "k: !!", "k: !<tag:yaml.org,2002:int> 1", "k: !x!y z",
}

func read(document string) row {
	content, err := yaml.YAMLToJSON([]byte(document))
	if err != nil {
		return row{YAML: document, Refused: true}
	}
	return row{YAML: document, JSON: content}
}

func main() {
	var rows []row
	for _, word := range words {
		rows = append(rows, read("k: "+word))
	}
	for _, document := range documents {
		rows = append(rows, read(document))
	}
	lines := make([]string, len(rows))
	for index, one := range rows {
		text := new(strings.Builder)
		encoder := json.NewEncoder(text)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(one); err != nil {
			fmt.Fprintln(os.Stderr, one.YAML, err)
			os.Exit(1)
		}
		lines[index] = strings.TrimSpace(text.String())
	}
	fmt.Println("[\n" + strings.Join(lines, ",\n") + "\n]")
}
