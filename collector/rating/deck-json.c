/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tariff document, read through tables of fields into the builder. Refuses unknown fields,
 * repeated ones and missing ones by their path. Pure; any thread.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "collector/rating/deck-private.h"
#include "collector/rating/json-pull.h"
#include "shared/base/error.h"

typedef struct
{
  CollectorJsonPull pull;
  GStringChunk *option_texts;
  GStringChunk *rate_texts; /* of the rate being read, as are the arrays */
  GArray *steps;            /* of CollectorDeckStep */
  GArray *band_drafts;      /* of BandDraft */
  GArray *bands;            /* of CollectorDeckBand */
  CollectorDeckBuilder *builder;
} Reader;

/* While a rate is read, its steps are found by their index: the array may still move. */
typedef struct
{
  CollectorDeckBand band;
  guint first_step;
} BandDraft;

typedef struct
{
  CollectorDeckRate rate;
  guint first_step;
} RateDraft;

typedef enum
{
  FIELD_TEXT,
  FIELD_AMOUNT,
  FIELD_BOUND, /* an amount or null: a gboolean follows at @extra */
  FIELD_INT,
  FIELD_BOOL,
  FIELD_CHOICE, /* of @names */
  FIELD_NESTED, /* @read */
} FieldKind;

typedef struct _Field Field;
struct _Field
{
  const char *name;
  FieldKind kind;
  gsize offset;
  gsize extra;
  gboolean required;
  const char *const *names;
  gboolean (*read) (Reader *reader, const Field *field, gpointer target, GError **error);
};

static gboolean
read_amount (Reader *reader, const char *field, gint64 *value_e8, GError **error)
{
  if (!collector_json_pull_text (&reader->pull, field, error))
    return FALSE;
  if (toll_money_parse (reader->pull.text->str, 8, value_e8, NULL))
    return TRUE;
  toll_error_set_field (error, field,
                        _ ("must be a number of at most 8 decimals as text: \"0.06\""));
  return FALSE;
}

static gboolean
read_choice (Reader *reader, const Field *field, int *value, GError **error)
{
  g_autofree char *names = NULL;

  if (!collector_json_pull_text (&reader->pull, field->name, error))
    return FALSE;
  for (*value = 0; field->names[*value] != NULL; (*value)++)
    if (strcmp (field->names[*value], reader->pull.text->str) == 0)
      return TRUE;
  names = g_strjoinv (", ", (char **) field->names);
  /* TRANSLATORS: %s is a list of the words that are accepted. */
  toll_error_set_field (error, field->name, _ ("must be one of: %s"), names);
  return FALSE;
}

/* Reads the value of one field into @target. */
static gboolean
read_value (Reader *reader, const Field *field, GStringChunk *texts, gpointer target,
            GError **error)
{
  gpointer member = (char *) target + field->offset;

  if (!field->required && collector_json_pull_null (&reader->pull))
    return TRUE;
  switch (field->kind)
    {
    case FIELD_TEXT:
      if (!collector_json_pull_text (&reader->pull, field->name, error))
        return FALSE;
      *(const char **) member = g_string_chunk_insert (texts, reader->pull.text->str);
      return TRUE;
    case FIELD_BOUND:
      *(gboolean *) ((char *) target + field->extra) = TRUE;
      return read_amount (reader, field->name, member, error);
    case FIELD_AMOUNT:
      return read_amount (reader, field->name, member, error);
    case FIELD_INT:
      return collector_json_pull_int (&reader->pull, field->name, member, error);
    case FIELD_BOOL:
      return collector_json_pull_bool (&reader->pull, field->name, member, error);
    case FIELD_CHOICE:
      return read_choice (reader, field, member, error);
    case FIELD_NESTED:
    default:
      return field->read (reader, field, target, error);
    }
}

static gboolean
find_field (const Field *fields, const char *name, guint *index, GError **error)
{
  for (*index = 0; fields[*index].name != NULL; (*index)++)
    if (strcmp (fields[*index].name, name) == 0)
      return TRUE;
  toll_error_set_field (error, name, _ ("is not a field of a tariff"));
  return FALSE;
}

static gboolean
check_required (const Field *fields, guint seen, GError **error)
{
  for (guint i = 0; fields[i].name != NULL; i++)
    if (fields[i].required && (seen >> i & 1) == 0)
      {
        toll_error_set_field (error, fields[i].name, _ ("is missing"));
        return FALSE;
      }
  return TRUE;
}

/* Reads an object by its table; @seen: (out): bit i = field i was there. */
static gboolean
read_object (Reader *reader, const Field *fields, const char *field, GStringChunk *texts,
             gpointer target, guint *seen, GError **error)
{
  CollectorJsonNext next;
  gboolean first = TRUE;
  guint i;

  *seen = 0;
  if (!collector_json_pull_enter (&reader->pull, '{', field, error))
    return FALSE;
  while ((next = collector_json_pull_next (&reader->pull, '{', &first, error))
         == COLLECTOR_JSON_MORE)
    {
      if (!collector_json_pull_key (&reader->pull, error)
          || !find_field (fields, reader->pull.text->str, &i, error))
        return FALSE;
      if ((*seen >> i & 1) != 0)
        {
          toll_error_set_field (error, fields[i].name, _ ("is there twice"));
          return FALSE;
        }
      *seen |= 1u << i;
      if (!read_value (reader, &fields[i], texts, target, error))
        return FALSE;
    }
  return next == COLLECTOR_JSON_END && check_required (fields, *seen, error);
}

/* Reads a list; each element by @read, with its index before what its errors say. */
static gboolean
read_list (Reader *reader, const char *field, gboolean (*read) (Reader *reader, GError **error),
           GError **error)
{
  CollectorJsonNext next;
  gboolean first = TRUE;

  if (!collector_json_pull_enter (&reader->pull, '[', field, error))
    return FALSE;
  for (guint i = 0; (next = collector_json_pull_next (&reader->pull, '[', &first, error))
                    == COLLECTOR_JSON_MORE;
       i++)
    if (!read (reader, error))
      return toll_error_prefix_field (error, "%s[%u].", field, i);
  return next == COLLECTOR_JSON_END;
}

/* ---- Steps, bands, rates ---- */

static const Field step_fields[] = {
  { "start_s", FIELD_INT, G_STRUCT_OFFSET (CollectorDeckStep, start_s), .required = TRUE },
  { "price", FIELD_AMOUNT, G_STRUCT_OFFSET (CollectorDeckStep, price_e8), .required = TRUE },
  { "per_s", FIELD_INT, G_STRUCT_OFFSET (CollectorDeckStep, per_s), .required = TRUE },
  { "increment_s", FIELD_INT, G_STRUCT_OFFSET (CollectorDeckStep, increment_s), .required = TRUE },
  { NULL },
};

static gboolean
read_step (Reader *reader, GError **error)
{
  CollectorDeckStep step = { 0 };
  guint seen;

  if (!read_object (reader, step_fields, "step", reader->rate_texts, &step, &seen, error))
    return FALSE;
  g_array_append_val (reader->steps, step);
  return TRUE;
}

/* @field->offset: where the number of steps goes, @field->extra: the index of the first. */
static gboolean
read_steps (Reader *reader, const Field *field, gpointer target, GError **error)
{
  guint first_step = reader->steps->len;

  if (!read_list (reader, field->name, read_step, error))
    return FALSE;
  *(guint *) ((char *) target + field->offset) = reader->steps->len - first_step;
  *(guint *) ((char *) target + field->extra) = first_step;
  return TRUE;
}

static const Field band_fields[] = {
  { "id", FIELD_TEXT, G_STRUCT_OFFSET (BandDraft, band.id), .required = TRUE },
  { "days", FIELD_TEXT, G_STRUCT_OFFSET (BandDraft, band.days) },
  { "windows", FIELD_TEXT, G_STRUCT_OFFSET (BandDraft, band.windows) },
  { "weight", FIELD_INT, G_STRUCT_OFFSET (BandDraft, band.weight) },
  { "connect_fee", FIELD_AMOUNT, G_STRUCT_OFFSET (BandDraft, band.connect_fee_e8) },
  { "steps", FIELD_NESTED, G_STRUCT_OFFSET (BandDraft, band.n_steps),
    G_STRUCT_OFFSET (BandDraft, first_step), TRUE, .read = read_steps },
  { NULL },
};

static gboolean
read_band (Reader *reader, GError **error)
{
  BandDraft draft = { { "", "*", "00:00-24:00", 10 } };
  guint seen;

  if (!read_object (reader, band_fields, "band", reader->rate_texts, &draft, &seen, error))
    return FALSE;
  g_array_append_val (reader->band_drafts, draft);
  return TRUE;
}

static gboolean
read_bands (Reader *reader, const Field *field, gpointer target, GError **error)
{
  return read_list (reader, field->name, read_band, error);
}

static const Field rate_fields[] = {
  { "prefix", FIELD_TEXT, G_STRUCT_OFFSET (RateDraft, rate.prefix), .required = TRUE },
  { "destination", FIELD_TEXT, G_STRUCT_OFFSET (RateDraft, rate.destination) },
  { "connect_fee", FIELD_AMOUNT, G_STRUCT_OFFSET (RateDraft, rate.connect_fee_e8) },
  { "grace_s", FIELD_INT, G_STRUCT_OFFSET (RateDraft, rate.grace_s) },
  { "min_cost", FIELD_BOUND, G_STRUCT_OFFSET (RateDraft, rate.min_cost_e8),
    G_STRUCT_OFFSET (RateDraft, rate.has_min) },
  { "max_cost", FIELD_BOUND, G_STRUCT_OFFSET (RateDraft, rate.max_cost_e8),
    G_STRUCT_OFFSET (RateDraft, rate.has_max) },
  { "included_s", FIELD_INT, G_STRUCT_OFFSET (RateDraft, rate.included_s) },
  { "steps", FIELD_NESTED, G_STRUCT_OFFSET (RateDraft, rate.n_steps),
    G_STRUCT_OFFSET (RateDraft, first_step), .read = read_steps },
  { "bands", FIELD_NESTED, .read = read_bands },
  { NULL },
};
#define HAS_STEPS_OR_BANDS (1u << 7 | 1u << 8)

static void
collect_bands (Reader *reader)
{
  const CollectorDeckStep *steps = (const CollectorDeckStep *) (gpointer) reader->steps->data;

  for (guint i = 0; i < reader->band_drafts->len; i++)
    {
      BandDraft *draft = &g_array_index (reader->band_drafts, BandDraft, i);

      draft->band.steps = steps + draft->first_step;
      g_array_append_val (reader->bands, draft->band);
    }
}

static gboolean
read_rate (Reader *reader, GError **error)
{
  RateDraft draft = { { .prefix = "", .destination = "" } };
  guint seen;

  g_string_chunk_clear (reader->rate_texts);
  g_array_set_size (reader->steps, 0);
  g_array_set_size (reader->band_drafts, 0);
  g_array_set_size (reader->bands, 0);
  if (!read_object (reader, rate_fields, "rate", reader->rate_texts, &draft, &seen, error))
    return FALSE;
  if ((seen & HAS_STEPS_OR_BANDS) == 0)
    {
      toll_error_set_field (error, "steps", _ ("is missing"));
      return FALSE;
    }
  collect_bands (reader);
  draft.rate.steps = (const CollectorDeckStep *) (gpointer) reader->steps->data + draft.first_step;
  draft.rate.bands = (const CollectorDeckBand *) (gpointer) reader->bands->data;
  draft.rate.n_bands = reader->bands->len;
  return collector_deck_builder_add (reader->builder, &draft.rate, error);
}

static gboolean
read_rates (Reader *reader, const Field *field, gpointer target, GError **error)
{
  return read_list (reader, field->name, read_rate, error);
}

/* ---- The document ---- */

static const Field rounding_fields[] = {
  { "mode", FIELD_CHOICE, G_STRUCT_OFFSET (CollectorDeckOptions, rounding),
    .names = collector_rounding_names },
  { "decimals", FIELD_INT, G_STRUCT_OFFSET (CollectorDeckOptions, decimals) },
  { NULL },
};

static gboolean
read_rounding (Reader *reader, const Field *field, gpointer target, GError **error)
{
  guint seen;

  return read_object (reader, rounding_fields, field->name, reader->option_texts, target, &seen,
                      error)
         || toll_error_prefix_field (error, "%s.", field->name);
}

static const Field tariff_fields[] = {
  { "name", FIELD_TEXT, G_STRUCT_OFFSET (CollectorDeckOptions, name) },
  { "currency", FIELD_TEXT, G_STRUCT_OFFSET (CollectorDeckOptions, currency), .required = TRUE },
  { "zone", FIELD_TEXT, G_STRUCT_OFFSET (CollectorDeckOptions, zone) },
  { "boundary", FIELD_CHOICE, G_STRUCT_OFFSET (CollectorDeckOptions, start_band),
    .names = collector_boundary_names },
  { "rounding", FIELD_NESTED, .read = read_rounding },
  { "duration_rounding", FIELD_CHOICE, G_STRUCT_OFFSET (CollectorDeckOptions, duration_rounding),
    .names = collector_duration_names },
  { "advance", FIELD_BOOL, G_STRUCT_OFFSET (CollectorDeckOptions, advance) },
  { "total", FIELD_BOOL, G_STRUCT_OFFSET (CollectorDeckOptions, total) },
  { "overlap", FIELD_CHOICE, G_STRUCT_OFFSET (CollectorDeckOptions, truncate),
    .names = collector_overlap_names },
  { "vat", FIELD_AMOUNT, G_STRUCT_OFFSET (CollectorDeckOptions, vat_e8) },
  { "markup", FIELD_AMOUNT, G_STRUCT_OFFSET (CollectorDeckOptions, markup_e8) },
  { "rates", FIELD_NESTED, .required = TRUE, .read = read_rates },
  { NULL },
};

static void
reader_clear (Reader *reader)
{
  collector_json_pull_clear (&reader->pull);
  g_string_chunk_free (reader->option_texts);
  g_string_chunk_free (reader->rate_texts);
  g_array_unref (reader->steps);
  g_array_unref (reader->band_drafts);
  g_array_unref (reader->bands);
  collector_deck_builder_free (reader->builder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

CollectorDeck *
collector_deck_new_from_json (const char *json, gssize length, GError **error)
{
  return collector_deck_new_following (json, length, NULL, error);
}

CollectorDeck *
collector_deck_new_following (const char *json, gssize length,
                              const CollectorDeckOptions *standard, GError **error)
{
  gsize n_bytes = length < 0 ? strlen (json) : (gsize) length;
  g_auto (Reader) reader = { 0 };
  CollectorDeckOptions options;
  guint seen;

  collector_json_pull_init (&reader.pull, json, n_bytes);
  reader.option_texts = g_string_chunk_new (256);
  reader.rate_texts = g_string_chunk_new (1024);
  /* Room for one: where the steps begin is told even when a rate has none. */
  reader.steps = g_array_sized_new (FALSE, FALSE, sizeof (CollectorDeckStep), 1);
  reader.band_drafts = g_array_new (FALSE, FALSE, sizeof (BandDraft));
  reader.bands = g_array_new (FALSE, FALSE, sizeof (CollectorDeckBand));
  reader.builder = collector_deck_builder_new ();
  collector_deck_options_init (&options);
  if (standard != NULL)
    options = *standard;

  if (n_bytes > COLLECTOR_DECK_MAX_BYTES || !g_utf8_validate_len (json, n_bytes, NULL))
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
                   _ ("a tariff is at most 64 MiB of JSON in UTF-8"));
      return NULL;
    }
  if (!read_object (&reader, tariff_fields, "tariff", reader.option_texts, &options, &seen, error)
      || !collector_json_pull_end (&reader.pull, error))
    return NULL;
  return collector_deck_builder_finish (reader.builder, &options, error);
}
