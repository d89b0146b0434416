import { Field, ObjectType } from 'type-graphql';
import type { Coordinates as CoordinatesModel } from '../model/coordinates.js';
import { LatitudeScalar, LongitudeScalar } from './scalar.js';

@ObjectType({ description: 'Geographic coordinates (WGS 84).', simpleResolvers: true })
export class Coordinates implements CoordinatesModel {
  @Field(() => LatitudeScalar, { description: 'Degrees north, for example `-38.55`.' })
  readonly latitude!: number;

  @Field(() => LongitudeScalar, { description: 'Degrees east, for example `-58.75`.' })
  readonly longitude!: number;
}
