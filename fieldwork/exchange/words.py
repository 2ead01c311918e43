"""Two hundred and fifty-six short words that sound unlike each other on a poor line; eight bits each.

The order is part of what a fingerprint means: never change it.
"""

_IN_ORDER = """
acorn actor album almond amber anchor ankle apple apron arrow atlas autumn bacon badge bagel balloon bamboo
banjo barley barrel basket beacon beaver bicycle biscuit blanket blossom bonnet bottle bracket branch brandy
bridge bronze bucket buffalo butter button cabbage cabin cactus camel candle canyon carbon carpet carrot
castle cattle cavern cedar cello chalk cherry chimney cinder circus clover cobalt coffee comet copper coral
cotton cousin cowboy cradle crayon cricket crystal cushion dagger daisy dancer desert diamond doctor dolphin
donkey dragon drawer eagle easel elbow elephant ember engine envelope falcon farmer feather fender ferry
fiddle finger flannel flute forest fossil fountain freckle garden garlic ginger giraffe glacier goblet
granite grape gravel guitar hammer harbour harvest hazel hedgehog helmet heron honey hornet hotel iceberg
igloo insect island ivory jacket jaguar jelly jersey jewel jigsaw jungle kangaroo kennel kernel kettle
kitchen kiwi ladder lagoon lantern laundry leather lemon lentil library lizard lobster locket magnet mango
maple marble meadow melon mermaid mirror monkey mosaic muffin museum napkin necklace needle nephew noodle
nutmeg oboe ocean office olive onion orange orchard otter oven oyster paddle palace pancake panther parsley
pebble pelican pencil pepper piano pigeon pillow pirate planet pocket pony potato puffin pumpkin puppet
pyramid quarry quilt rabbit radish raven ribbon river rocket rooster saddle salmon sandal sapphire saucer
scarf sheriff shovel silver slipper snowman sparrow spider squirrel stadium statue sugar summer sunset
tailor teapot temple thimble thunder tiger timber toffee tomato trumpet tulip tunnel turnip turtle umbrella
uncle valley vanilla velvet village violin volcano waffle walnut whistle window wizard yacht zebra
"""

WORDS = tuple(_IN_ORDER.split())
