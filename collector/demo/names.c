/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names for the people of the demo: everyday first and last names, put together at random, so that
 * nobody in particular is meant. Pure; any thread.
 */
#include "config.h"

#include "collector/demo/names.h"

/* One language's names. */
typedef struct
{
  const char *first[48];
  const char *last[64];
} Names;

static const Names italian = {
  { "Alba", "Alessio", "Amedeo", "Anita", "Arianna", "Beatrice", "Bianca", "Bruno", "Camilla",
    "Carla", "Chiara", "Corrado", "Daniela", "Dario", "Diego", "Edoardo", "Elena", "Elisa",
    "Enrico", "Fabio", "Federica", "Filippo", "Franca", "Gaia", "Giacomo", "Ginevra", "Giorgio",
    "Greta", "Ilaria", "Irene", "Jacopo", "Laura", "Lorenzo", "Luca", "Marta", "Matteo", "Nadia",
    "Nicola", "Noemi", "Paolo", "Pietro", "Renata", "Rocco", "Sabrina", "Silvia", "Stefano",
    "Tommaso", "Viola" },
  { "Conti", "Leone", "Rossi", "Ferrari", "Bianchi", "Romano", "Colombo", "Ricci", "Marino",
    "Greco", "Bruno", "Gallo", "Costa", "Giordano", "Mancini", "Rizzo", "Lombardi", "Moretti",
    "Barbieri", "Fontana", "Santoro", "Mariani", "Rinaldi", "Caruso", "Ferrara", "Galli",
    "Martini", "Esposito", "Testa", "Grassi", "Villa", "Serra", "Fabbri", "Monti", "Bellini",
    "Parisi", "Sala", "Gatti", "Pellegrini", "Palumbo", "Sanna", "Farina", "Rizzi", "Morelli",
    "Amato", "Milani", "Cattaneo", "Neri", "Valentini", "Basile", "Guerra", "Longo", "Riva",
    "Donati", "Piras", "Silvestri", "Grasso", "Orlando", "Negri", "Vitali", "Carbone", "Bassi",
    "Rota", "Zanetti" },
};

static const Names english = {
  { "Abigail", "Adam", "Alice", "Amelia", "Andrew", "Arthur", "Beth", "Callum", "Charlotte",
    "Clare", "Daisy", "Daniel", "Edward", "Ellie", "Emily", "Evan", "Fiona", "Freya", "George",
    "Grace", "Hannah", "Harry", "Hazel", "Henry", "Imogen", "Isaac", "Isla", "Jack", "James",
    "Joanna", "Katie", "Leo", "Lewis", "Lucy", "Martin", "Megan", "Nathan", "Oliver", "Owen",
    "Poppy", "Rachel", "Robert", "Rosie", "Samuel", "Sophie", "Thomas", "Violet", "William" },
  { "Allen", "Archer", "Atkins", "Bailey", "Barnes", "Bell", "Bennett", "Bishop", "Brooks",
    "Burton", "Carter", "Chapman", "Clarke", "Coleman", "Cooper", "Cross", "Dawson", "Dixon",
    "Ellis", "Fisher", "Fletcher", "Foster", "Fox", "Gibson", "Graham", "Gray", "Green",
    "Griffiths", "Hall", "Harper", "Harvey", "Hill", "Holmes", "Hughes", "Hunt", "Jenkins",
    "Kelly", "King", "Knight", "Lane", "Lloyd", "Marsh", "Mason", "Mills", "Moss", "Nash",
    "Palmer", "Parker", "Perry", "Porter", "Powell", "Price", "Reed", "Reynolds", "Rose",
    "Shaw", "Stone", "Turner", "Wade", "Walker", "Watts", "Webb", "Wood", "Wright" },
};

static const Names continental = {
  { "Agnieszka", "Aleksander", "Amandine", "Anders", "Anja", "Anton", "Astrid", "Björn",
    "Carmen", "Catarina", "Céline", "Clara", "Dieter", "Dorota", "Eero", "Elżbieta", "Emil",
    "Esther", "Étienne", "Eva", "Fernando", "Freja", "Gerda", "Gonçalo", "Hans", "Helena",
    "Ines", "Ivan", "Jana", "Javier", "Joris", "Katarzyna", "Klara", "Lars", "Lotte", "Lucía",
    "Magnus", "Maja", "Marek", "Mathilde", "Niels", "Nikos", "Pilar", "Rafael", "Saskia",
    "Sofia", "Tomáš", "Zoë" },
  { "Albrecht", "Almeida", "Andersson", "Bauer", "Bernard", "Blanco", "Bonnet", "Castro",
    "Claes", "Dahl", "Delgado", "Dubois", "Duarte", "Eriksen", "Fischer", "Fontaine", "Franke",
    "Garnier", "Georgiou", "Girard", "Gómez", "Haas", "Hansen", "Herrera", "Hoekstra", "Horvat",
    "Iglesias", "Jansen", "Johansson", "Kaiser", "Keller", "Kowalska", "Krause", "Kovač",
    "Lambert", "Lefèvre", "Lindberg", "Lopes", "Maes", "Mercier", "Molina", "Moreau", "Müller",
    "Navarro", "Nielsen", "Novák", "Nowak", "Olsen", "Ortega", "Papadakis", "Peeters", "Pereira",
    "Petit", "Richter", "Rousseau", "Sánchez", "Schneider", "Smits", "Suárez", "Vasquez",
    "Virtanen", "Visser", "Wagner", "Wójcik" },
};

/* Who works where, in percent of Italian, English and other names. */
static const struct
{
  const char *nation;
  guint italian;
  guint english;
} mixes[] = {
  { "IT", 88, 3 },
  { "GB", 6, 72 },
  { "US", 14, 56 },
};

static const Names *
draw_list (CollectorDemoRandom *random, const char *nation)
{
  guint percent = collector_demo_random_below (random, 100);

  for (guint i = 0; i < G_N_ELEMENTS (mixes); i++)
    {
      if (!g_str_equal (mixes[i].nation, nation))
        continue;
      if (percent < mixes[i].italian)
        return &italian;
      return percent < mixes[i].italian + mixes[i].english ? &english : &continental;
    }
  return &continental;
}

void
collector_demo_names_draw (CollectorDemoRandom *random, const char *nation,
                           const char **first_name, const char **last_name)
{
  const Names *names = draw_list (random, nation);

  *first_name = names->first[collector_demo_random_below (random, G_N_ELEMENTS (names->first))];
  *last_name = names->last[collector_demo_random_below (random, G_N_ELEMENTS (names->last))];
}
